using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Enrichment;

/// <summary>Names of kinds as configurations and findings have them.</summary>
public static class KindName
{
    /// <summary>The kinds that a list of addresses may have.</summary>
    public static IReadOnlyList<string> OfAddresses { get; } = ["hosting", "vpn", "proxy", "tor", "other"];

    /// <summary>The name of a kind.</summary>
    public static string Of(ContextKind kind) => kind == ContextKind.DisposableMail ? "disposable_mail" : OfAddresses[(int)kind];

    /// <summary>The kind of addresses that a name stands for; null when there is none.</summary>
    public static ContextKind? Parse(string name)
    {
        for (var kind = 0; kind < OfAddresses.Count; kind++)
        {
            if (string.Equals(OfAddresses[kind], name, StringComparison.Ordinal))
                return (ContextKind)kind;
        }

        return null;
    }
}
