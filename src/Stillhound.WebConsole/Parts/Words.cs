using System.Globalization;
using Stillhound.Core.Campaigns;

namespace Stillhound.WebConsole.Parts;

/// <summary>How numbers and names are written everywhere.</summary>
internal static class Words
{
    /// <summary>A tier.</summary>
    public static string Of(Tier tier) => tier switch { Tier.Act => "act", Tier.Review => "review", _ => "watch" };

    /// <summary>A count with separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage.</summary>
    public static string Share(double share, int digits = 1) => double.IsFinite(share) ? (share * 100).ToString("F" + digits, CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>A probability that never reads as certainty.</summary>
    public static string Confidence(double share) => share >= 0.9995 ? "> 99.9 %" : Share(share);

    /// <summary>A number with a sign.</summary>
    public static string Signed(double number) => double.IsFinite(number) ? number.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) : number > 0 ? "+∞" : "−∞";

    /// <summary>A number of some significant digits.</summary>
    public static string Number(double number) => double.IsFinite(number) ? number.ToString(Math.Abs(number) is >= 1e-3 and < 1e6 or 0 ? "0.####" : "0.##e+0", CultureInfo.InvariantCulture) : "–";

    /// <summary>A snake-case name as words.</summary>
    public static string Plain(string name) => name.Replace('_', ' ');

    /// <summary>How long ago, roughly.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d"),
    };

    /// <summary>One of something or several.</summary>
    public static string Of(long count, string one, string? many = null) => Count(count) + " " + (count == 1 ? one : many ?? one + "s");

    /// <summary>A campaign's page.</summary>
    public static string Campaign(string id) => "/campaigns/" + Uri.EscapeDataString(id);

    /// <summary>An account's page.</summary>
    public static string Account(string name) => AccountPath.Of(name);

    /// <summary>The page of a finding about accounts by themselves.</summary>
    public static string Finding(string id) => "/findings/" + Uri.EscapeDataString(id);

    /// <summary>Where a table of a campaign is exported.</summary>
    public static string Export(string id, string table) => "/export/campaigns/" + Uri.EscapeDataString(id) + "/" + table;

    /// <summary>A decision's page.</summary>
    public static string Decision(string id) => "/decisions/" + Uri.EscapeDataString(id);
}
