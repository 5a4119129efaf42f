using System.Globalization;
using System.Text.Json;
using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting;

/// <summary>Numbers and names in words, the same in the report and on the console. Always English, always UTC.</summary>
public static class ReportText
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static readonly (double Size, string Word)[] Magnitudes =
        [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")];

    /// <summary>A count with separators, such as <c>66,028</c>.</summary>
    public static string Count(long value) => value.ToString("N0", Plain);

    /// <summary>A count with its noun, such as <c>1 account</c> or <c>420 accounts</c>.</summary>
    public static string Count(long value, string singular) => $"{Count(value)} {singular}{(value == 1 ? "" : "s")}";

    /// <summary>A count to three digits from a million on: <c>812</c>, <c>66,028</c>, <c>28.8 million</c>.</summary>
    public static string Compact(double value)
    {
        foreach (var (size, word) in Magnitudes)
        {
            // A little under the size would be rounded up to it.
            if (Math.Abs(value) >= size * 0.9995)
                return $"{ThreeDigits(value / size)} {word}";
        }

        return value.ToString("#,##0", Plain);
    }

    /// <summary>A share, 0 to 1, as a percentage that never rounds to none or to all of something that is neither.</summary>
    public static string Percent(double share) => share switch
    {
        double.NaN => "unknown",
        > 0 and < 0.001 => "under 0.1%",
        < 1 and > 0.999 => "over 99.9%",
        _ => (100 * share).ToString("0.#", Plain) + "%",
    };

    /// <summary>A probability, 0 to 1, as a rarity, such as <c>1 in 40,000</c>.</summary>
    public static string OneIn(double probability) => probability switch
    {
        double.NaN => "unknown",
        < 1e-15 => "rarer than 1 in 10^15",
        > 0.67 => "common",
        _ => $"1 in {Compact(TwoDigits(1 / probability))}",
    };

    /// <summary>Log odds to base 10 in words: <c>about 12,000 to 1 against</c>, <c>about 30 to 1 for</c>, <c>about even</c>.</summary>
    public static string Odds(double log10)
    {
        if (double.IsNaN(log10))
            return "unknown";
        var side = log10 < 0 ? "against" : "for";
        return Math.Abs(log10) switch
        {
            < 0.15 => "about even",
            > 12 => $"more than a trillion to 1 {side}",
            var size => $"about {Compact(TwoDigits(Math.Pow(10, size)))} to 1 {side}",
        };
    }

    /// <summary>A log likelihood ratio to base 10 in words, such as <c>1.6 million times likelier in a campaign</c>.</summary>
    public static string Weight(double log10)
    {
        if (double.IsNaN(log10))
            return "unknown";
        var side = log10 < 0 ? "without one" : "in a campaign";
        return Math.Abs(log10) switch
        {
            < 0.04 => "says nothing either way",
            > 12 => $"over a trillion times likelier {side}",
            var size => $"{Times(Math.Pow(10, size))} times likelier {side}",
        };
    }

    /// <summary>A measured value to four digits, in scientific notation where plain digits would hide it.</summary>
    public static string Measured(double value)
    {
        if (double.IsNaN(value))
            return "none";
        if (double.IsInfinity(value))
            return value > 0 ? "beyond measure" : "below measure";
        var size = Math.Abs(value);
        if (size != 0 && size < 1e-4)
            return value.ToString("0.##e-0", Plain);
        return size >= 1e6 ? Compact(value) : value.ToString(size >= 1000 ? "#,##0" : "0.####", Plain);
    }

    /// <summary>A time to the minute, such as <c>6 Jul 2026 00:03</c>. UTC, which the caller states once.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy HH:mm", Plain);

    /// <summary>A length of time in its two largest units, such as <c>45 days</c> or <c>3 h 20 min</c>.</summary>
    public static string Duration(TimeSpan length)
    {
        var minutes = (long)Math.Round(Math.Max(0, length.TotalMinutes));
        if (minutes < 60)
            return $"{Count(minutes)} min";
        if (minutes < 24 * 60)
            return minutes % 60 == 0 ? $"{Count(minutes / 60)} h" : $"{Count(minutes / 60)} h {Count(minutes % 60)} min";
        if (minutes >= 7 * 24 * 60)
            return Count((long)Math.Round(minutes / 1440.0), "day");
        var hours = (long)Math.Round(minutes / 60.0);
        return hours % 24 == 0 ? Count(hours / 24, "day") : $"{Count(hours / 24, "day")} {Count(hours % 24)} h";
    }

    /// <summary>A snake-case name as words, such as <c>Popular tool</c>.</summary>
    public static string Words(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>A tier as it is written everywhere: <c>watch</c>, <c>review</c> or <c>act</c>.</summary>
    public static string Tier(Tier tier) => tier switch
    {
        Core.Campaigns.Tier.Act => "act",
        Core.Campaigns.Tier.Review => "review",
        _ => "watch",
    };

    /// <summary>What a finding about accounts says, as it is written everywhere: <c>detector_probing</c>.</summary>
    public static string Kind(AccountFindingKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>What happened to a campaign as it is written everywhere: <c>pool_swap</c>.</summary>
    public static string Change(CampaignChange what) => JsonNamingPolicy.SnakeCaseLower.ConvertName(what.ToString());

    private static string Times(double value) => value < 9.95 ? value.ToString("0.#", Plain) : Compact(TwoDigits(value));

    private static string ThreeDigits(double value) => value.ToString(
        Math.Abs(value) switch { < 9.995 => "0.##", < 99.95 => "0.#", _ => "0" }, Plain);

    private static double TwoDigits(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value);
    }
}
