using Stillhound.Core.Exchanges;
using Stillhound.Formats.Facts;

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

    /// <summary>Reads provider events.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="source">Where they come from, for rejects.</param>
    /// <param name="outcome">What became of the lines.</param>
    public static IReadOnlyList<ProviderEvent> Events(ReadOnlySpan<byte> body, string source, out BodyOutcome outcome) =>
        FactsFile.Parse<ProviderEvent>(body, ProviderEventsFile.ReadOne, source, outcome = new BodyOutcome());
}
