using Microsoft.Extensions.Logging;
using Stillhound.Server.Live;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Details;

namespace Stillhound.WebConsole.Hosting;

/// <summary>
/// Has ready what pages will ask for: once the journal is read back everything, with each page made once, and after each search what
/// campaigns rest on, as long as somebody looks.
/// </summary>
/// <param name="found">The findings.</param>
/// <param name="details">What they rest on.</param>
/// <param name="detector">What finds them.</param>
/// <param name="visits">Makes pages.</param>
/// <param name="decision">The newest decision's identifier; null without any.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told where it cannot go on.</param>
internal sealed partial class Beforehand(LiveFindings found, LiveDetails details, Detector detector, FirstVisits visits, Func<string?> decision, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly string[] Places = ["/", "/campaigns", "/findings", "/accounts", "/decisions", "/cases", "/replay", "/ingest", "/ledger", "/privacy", "/not-found"];
    private static readonly string[] Tabs = ["", "members", "timeline", "shape", "links", "templates", "network", "decisions"];

    /// <summary>Goes on until it is stopped, or detection is.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            // Whoever asks while the journal is read back is shown what was known before.
            await visits.MakeAsync(Places.Select(static p => (p, "", "")), cancellation);
            while (!detector.Status.CaughtUp)
                await timer.WaitForNextTickAsync(cancellation);
            await visits.MakeAsync(Objects(await found.NowAsync(cancellation)), cancellation);
            for (DateTimeOffset? search = DateTimeOffset.MinValue; ; await timer.WaitForNextTickAsync(cancellation))
            {
                if (detector.Status.LastSearch == search)
                    continue;
                search = detector.Status.LastSearch;
                var view = await found.NowAsync(cancellation);
                await details.PrepareCampaignsAsync(view);
                await visits.MakeAsync(Objects(view), cancellation);
                // This keeps the detector for seconds, so it comes last.
                await details.PrepareAccountsAsync(view, cancellation);
                await visits.MakeAsync([("/findings", "", "")], cancellation);
                for (var asked = found.Asked; found.Asked == asked;)
                    await timer.WaitForNextTickAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (InvalidOperationException)
        {
            // Detection has stopped, which every page says.
        }
#pragma warning disable CA1031 // Nobody waits for it, so nobody else would be told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Ended(log, e.GetType().Name, e.Message);
        }
    }

    /// <summary>The pages of the largest campaign, of an account of it and of a decision.</summary>
    private IEnumerable<(string Route, string Value, string Query)> Objects(FoundView view)
    {
        if (view.Findings.Campaigns.MaxBy(static c => c.Members.Count) is { } largest)
        {
            foreach (var tab in Tabs)
                yield return ("/campaigns/{Id}", largest.Id, tab.Length == 0 ? "" : "?tab=" + tab);
            yield return ("/campaigns/{Id}", largest.Id, "?tab=members&members.sort=exchanges&members.q=a");
            yield return ("/cases/{Id}", largest.Id, "");
            if (largest.Members is [var member, ..])
            {
                yield return ("/accounts/{Name}", member.Account, "");
                yield return ("/accounts/{Name}/statement", member.Account, "");
            }
        }

        if (decision() is { } newest)
            yield return ("/decisions/{Id}", newest, "");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "pages are made when they are asked for from now on, and may take longer ({Kind}: {Reason})")]
        public static partial void Ended(ILogger log, string kind, string reason);
    }
}
