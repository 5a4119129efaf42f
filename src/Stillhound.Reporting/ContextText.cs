using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting;

/// <summary>What lists said, in words that the console and the page share.</summary>
public static class ContextText
{
    /// <summary>A kind of context in words, such as <c>disposable mail</c>.</summary>
    public static string Kind(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind switch
        {
            "vpn" => "VPN",
            "tor" => "Tor",
            "lists_differ" => "lists contradict each other",
            "record_differs" => "lists contradict the record",
            _ => kind.Replace('_', ' '),
        };
    }

    /// <summary>Two sources that contradict each other, such as <c>hosting for datacenter and not for anonymous in 12 exchanges</c>.</summary>
    public static string Of(ListConflict conflict)
    {
        ArgumentNullException.ThrowIfNull(conflict);
        var sources = conflict.What is "country" or "asn"
            ? $"{conflict.What} of {conflict.First} and of {(conflict.Second == "record" ? "the record" : conflict.Second)}"
            : $"{Kind(conflict.What)} for {conflict.First} and not for {conflict.Second}";
        return $"{sources} in {ReportText.Count(conflict.Exchanges, "exchange")}";
    }

    /// <summary>Which lists said so and of how many accounts, such as <c>datacenter 88%, anonymous 3%</c>.</summary>
    public static string Lists(ContextShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return string.Join(", ", share.Lists.Select(static l => $"{l.List} {ReportText.Percent(l.Accounts)}"));
    }
}
