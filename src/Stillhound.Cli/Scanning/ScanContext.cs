using Stillhound.Core.Exchanges;
using Stillhound.Formats.Facts;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Cli.Scanning;

/// <summary>What is known beside the traffic: account facts and events, as named or as found beside the logs of a folder.</summary>
/// <param name="Facts">What is known of accounts.</param>
/// <param name="Events">What the provider did.</param>
/// <param name="RejectedBy">Lines of either that could not be read, by reason.</param>
internal sealed record ScanContext(
    IReadOnlyList<AccountFacts> Facts, IReadOnlyList<ProviderEvent> Events, IReadOnlyDictionary<RejectReason, long> RejectedBy)
{
    /// <summary>Lines that could not be read.</summary>
    public long Refused => RejectedBy.Values.Sum();

    /// <exception cref="InputException">A file cannot be opened.</exception>
    public static ScanContext Read(ScanRequest request, IRejectSink rejects)
    {
        var accounts = (request.Accounts is null ? LogFiles.FindBeside(request.Paths, "accounts.ndjson") : [request.Accounts])
            .Select(path => AccountFactsFile.Read(path, rejects)).ToList();
        var events = (request.Events is null ? LogFiles.FindBeside(request.Paths, "events.ndjson") : [request.Events])
            .Select(path => ProviderEventsFile.Read(path, rejects)).ToList();
        var refused = accounts.SelectMany(static f => f.RejectedBy).Concat(events.SelectMany(static f => f.RejectedBy))
            .GroupBy(static r => r.Key).ToDictionary(static g => g.Key, static g => g.Sum(static r => r.Value));
        return new ScanContext([.. accounts.SelectMany(static f => f.Items)], [.. events.SelectMany(static f => f.Items)], refused);
    }
}
