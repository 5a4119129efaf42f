namespace Stillhound.Core.Campaigns;

/// <summary>What the lists of a run were and how far they agreed.</summary>
/// <param name="LookedUp">Exchanges whose address was looked up.</param>
/// <param name="Unreadable">Exchanges whose address is no IPv4 or IPv6 address.</param>
/// <param name="Unusable">Lookups that ended in a malformed part of a database, and so without an answer.</param>
/// <param name="Lists">The lists, in the order of the configuration.</param>
/// <param name="Conflicts">Where they contradict each other or the records, the most frequent first.</param>
public sealed record ListSummary(
    long LookedUp, long Unreadable, long Unusable, IReadOnlyList<ListDescription> Lists, IReadOnlyList<ListConflict> Conflicts);

/// <summary>One list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Says">What it can say: <c>country</c>, <c>asn</c>, <c>hosting</c> and so on.</param>
/// <param name="Built">When it was made; null where it does not say.</param>
/// <param name="Entries">Networks, domains or, of a database, nodes of its tree.</param>
/// <param name="BadLines">Lines that could not be read.</param>
/// <param name="BadSample">The first of those, each with its number; at most three.</param>
public sealed record ListDescription(
    string Name, IReadOnlyList<string> Says, DateTimeOffset? Built, long Entries, long BadLines, IReadOnlyList<string> BadSample);

/// <summary>Two sources that contradict each other.</summary>
/// <param name="What"><c>country</c>, <c>asn</c>, or the kind that one of them sees and the other does not.</param>
/// <param name="First">Of a kind, the list that sees it; else the one that comes first in the configuration.</param>
/// <param name="Second">The other list, or <c>record</c>.</param>
/// <param name="Exchanges">In how many exchanges.</param>
public sealed record ListConflict(string What, string First, string Second, long Exchanges);
