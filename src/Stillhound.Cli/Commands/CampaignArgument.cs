using System.Globalization;
using Stillhound.Simulation;

namespace Stillhound.Cli.Commands;

/// <summary>Reads a campaign as users write it: <c>kind:accounts=200,rate=12,jitter=0.4</c>.</summary>
internal static class CampaignArgument
{
    private static readonly string[] Dials =
        ["accounts", "rate", "jitter", "rewording", "mixing", "identity", "network", "human", "turns", "start", "end", "join", "ban", "topics", "hours", "spread", "aged", "clients", "homes", "joins", "quota", "pools", "reseller", "name"];

    /// <summary>Reads one campaign.</summary>
    /// <exception cref="FormatException">The text names no kind or no dial, or a number is none.</exception>
    public static CampaignSpec Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        if (!KindNames.TryParse<CampaignKind>(name, out var kind))
            throw new FormatException($"unknown campaign kind '{name}'; use one of {string.Join(", ", Enum.GetValues<CampaignKind>().Select(KindNames.Of))}");
        var spec = new CampaignSpec(kind);
        foreach (var pair in colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            spec = Set(spec, pair);
        return spec;
    }

    private static CampaignSpec Set(CampaignSpec spec, string pair)
    {
        var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts.Length != 2)
            throw new FormatException($"'{pair}' is not of the form dial=value");
        return parts[0] switch
        {
            "name" => spec with { Name = parts[1] },
            "accounts" => spec with { Accounts = int.TryParse(parts[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : throw NotANumber(pair) },
            "rate" => spec with { Rate = Number(pair, parts[1]) },
            "jitter" => spec with { Jitter = Number(pair, parts[1]) },
            "rewording" => spec with { Rewording = Number(pair, parts[1]) },
            "mixing" => spec with { Mixing = Number(pair, parts[1]) },
            "identity" => spec with { IdentityReuse = Number(pair, parts[1]) },
            "network" => spec with { NetworkReuse = Number(pair, parts[1]) },
            "human" => spec with { HumanRhythm = Number(pair, parts[1]) },
            "turns" => spec with { Turns = Number(pair, parts[1]) },
            "start" => spec with { StartDay = Number(pair, parts[1]) },
            "end" => spec with { EndDay = Number(pair, parts[1]) },
            "join" => spec with { JoinDays = Number(pair, parts[1]) },
            "ban" => spec with { BanDay = Number(pair, parts[1]) },
            "topics" => Habit(spec, pair, static (h, v) => h with { OwnTopics = v }),
            "hours" => Habit(spec, pair, static (h, v) => h with { ClaimedHours = v }),
            "spread" => Habit(spec, pair, static (h, v) => h with { LoadSpread = v }),
            "aged" => Habit(spec, pair, static (h, v) => h with { Aged = v }),
            "clients" => Habit(spec, pair, static (h, v) => h with { OwnClients = v }),
            "homes" => Habit(spec, pair, static (h, v) => h with { HomeNetworks = v }),
            "joins" => Habit(spec, pair, static (h, v) => h with { Joins = v }),
            "quota" => Habit(spec, pair, static (h, v) => h with { Quota = v }),
            "pools" => Habit(spec, pair, static (h, v) => h with { TwoPools = v > 1 }),
            "reseller" => Habit(spec, pair, static (h, v) => h with { Reseller = v }),
            _ => throw new FormatException($"unknown dial '{parts[0]}'; use one of {string.Join(", ", Dials)}"),
        };
    }

    private static CampaignSpec Habit(CampaignSpec spec, string pair, Func<CampaignHabits, double, CampaignHabits> set) =>
        spec with { Habits = set(spec.Habits ?? new CampaignHabits(), Number(pair, pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())) };

    private static double Number(string pair, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw NotANumber(pair);

    private static FormatException NotANumber(string pair) => new($"'{pair}' does not give a number");
}
