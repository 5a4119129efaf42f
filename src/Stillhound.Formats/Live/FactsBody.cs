using Stillhound.Core.Exchanges;
using Stillhound.Formats.Facts;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Live;

/// <summary>Reads account facts and provider events that are wholly in memory: NDJSON, an object a line.</summary>
public static class FactsBody
{
    /// <summary>Reads account facts.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="source">Where they come from, for rejects.</param>
    /// <param name="outcome">What became of the lines.</param>
    public static IReadOnlyList<AccountFacts> Accounts(ReadOnlySpan<byte> body, string source, out BodyOutcome outcome) =>
        FactsFile.Parse<AccountFacts>(body, AccountFactsFile.ReadOne, source, outcome = new BodyOutcome());

    /// <summary>
    /// Reads provider events. What people made of campaigns is refused as an unknown value: in a run that does not end it comes from those
    /// people, each by name and for the record.
    /// </summary>
    /// <param name="body">The bytes.</param>
    /// <param name="source">Where they come from, for rejects.</param>
    /// <param name="outcome">What became of the lines.</param>
    public static IReadOnlyList<ProviderEvent> Events(ReadOnlySpan<byte> body, string source, out BodyOutcome outcome) =>
        FactsFile.Parse<ProviderEvent>(body, ReadLive, source, outcome = new BodyOutcome());

    private static ProviderEvent? ReadLive(FactMembers members, out RejectReason reason)
    {
        var read = ProviderEventsFile.ReadOne(members, out reason);
        if (read?.Type is not (ProviderEventType.CampaignDismissed or ProviderEventType.CampaignReinstated))
            return read;
        reason = RejectReason.UnknownValue;
        return null;
    }
}
