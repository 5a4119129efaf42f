using System.Globalization;
using Stillhound.Core.Engine;

namespace Stillhound.Benchmarks;

/// <summary>An engine with as many accounts and campaigns as anybody will look at: fed and searched as always, and the campaigns are those that the search found.</summary>
internal static class LargeEngine
{
    /// <summary>Makes it, and tells what was found.</summary>
    /// <param name="accounts">Accounts of the whole population.</param>
    /// <param name="campaigns">Campaigns that send, the large one among them.</param>
    /// <param name="largest">Accounts of the large one.</param>
    /// <param name="output">Where that goes.</param>
    public static DetectionEngine Make(int accounts, int campaigns, int largest, TextWriter output)
    {
        var everybody = new StateTraffic(accounts);
        // The one search comes when the traffic is over.
        var span = TimeSpan.FromDays(7);
        var engine = new DetectionEngine(new EngineOptions { Search = span }, everybody.Facts);
        everybody.Feed(engine);
        new CampaignTraffic(accounts, campaigns, largest).Feed(engine, engine.EventTime!.Value.ToUnixTimeMilliseconds());
        everybody.FeedAfter(engine, span);
        var found = engine.Now(accounts: false).Campaigns;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine.Exchanges:N0} exchanges of {accounts:N0} accounts; {found.Count} findings about campaigns, {found.Sum(static c => c.Members.Count):N0} accounts in them, {found.Max(static c => c.Members.Count):N0} in the largest"));
        return engine;
    }
}
