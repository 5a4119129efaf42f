using Stillhound.Formats.Records;

namespace Stillhound.Formats.Explain;

/// <summary>How one record was read, and what evidence it can serve.</summary>
/// <param name="Format">Name of the format, as the command line has it: <c>native</c>.</param>
/// <param name="Recognised">How the format was told, in words.</param>
/// <param name="Reason">Why the record is refused, or <see cref="RejectReason.None"/>.</param>
/// <param name="FailedAt">Byte of the record at which it stopped being readable, from 0; null when it is well formed.</param>
/// <param name="Fields">Every native field, in the order of the documentation.</param>
/// <param name="Families">Every family of evidence; empty for a refused record.</param>
public sealed record RecordExplanation(
    string Format,
    string Recognised,
    RejectReason Reason,
    int? FailedAt,
    IReadOnlyList<FieldExplanation> Fields,
    IReadOnlyList<FamilyExplanation> Families)
{
    /// <summary>What lists add to the record; empty where no list was given or the record is refused.</summary>
    public IReadOnlyList<EnrichmentExplanation> Enrichment { get; init; } = [];

    /// <summary>What else the record holds; null where it holds one exchange.</summary>
    public string? Note { get; init; }

    /// <summary>What would have made a refused record readable; null where the reason says it.</summary>
    public string? Detail { get; init; }
}

/// <summary>What became of one native field.</summary>
/// <param name="Path">Its path in the native record: <c>params.max_tokens</c>.</param>
/// <param name="Outcome">Whether it was read, absent or ignored.</param>
/// <param name="Value">The value as read, cut and safe to print; empty when not read.</param>
public sealed record FieldExplanation(string Path, FieldRead Outcome, string Value);

/// <summary>What one record can do for one family of evidence.</summary>
/// <param name="Family">Name of the family.</param>
/// <param name="Feeds">Whether this record, by itself, can feed it.</param>
/// <param name="Why">Which fields do, or what is missing and where it would come from.</param>
public sealed record FamilyExplanation(string Family, bool Feeds, string Why);

/// <summary>What one list says of a record's address, or what came of all of them together.</summary>
/// <param name="Source">Name of the list; or <c>client.ip</c>, <c>client.country</c>, <c>client.asn</c> or <c>context</c>.</param>
/// <param name="Text">What it says, safe to print.</param>
public sealed record EnrichmentExplanation(string Source, string Text);
