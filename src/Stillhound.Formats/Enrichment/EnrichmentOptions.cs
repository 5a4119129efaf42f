using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Enrichment;

/// <summary>Which lists say something about addresses and mail domains.</summary>
public sealed record EnrichmentOptions
{
    /// <summary>MaxMind DB files. Where two know a country or an autonomous system, the first counts.</summary>
    public IReadOnlyList<ListOptions> Mmdb { get; init; } = [];

    /// <summary>Text files of networks and addresses, one a line. Each needs a kind.</summary>
    public IReadOnlyList<ListOptions> Netsets { get; init; } = [];

    /// <summary>Text files of domains that hand out mail addresses to anybody, one a line.</summary>
    public IReadOnlyList<ListOptions> DisposableMail { get; init; } = [];
}

/// <summary>One list.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Name">How findings name it; no two lists share a name.</param>
/// <param name="Kind">
/// What being on it means. Of a MaxMind DB it is null, or says that every address with a record is of that kind.
/// </param>
/// <param name="Where">Where it was configured, for messages: <c>stillhound.yaml:7: enrichment.netsets</c>.</param>
public sealed record ListOptions(string Path, string Name, ContextKind? Kind, string Where);
