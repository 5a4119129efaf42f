using Stillhound.Core.Campaigns;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Deciding;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Live;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Replaying;

/// <summary>What two configurations make of one journal.</summary>
/// <param name="Journal">What was played.</param>
/// <param name="Before">The configuration of the state.</param>
/// <param name="After">The other one.</param>
/// <param name="Campaigns">The campaigns of both, each beside the same one of the other.</param>
/// <param name="Decisions">What the other one would decide otherwise; campaigns have the identifiers of the first, where it has them.</param>
internal sealed record ReplayDiff(ReplayedJournal Journal, ReplaySide Before, ReplaySide After, IReadOnlyList<CampaignPair> Campaigns, PolicyDiff Decisions);

/// <summary>What was played.</summary>
/// <param name="Folder">The journal.</param>
/// <param name="From">Position of the oldest frame that is kept, where the replay begins.</param>
/// <param name="Since">When its segment was begun.</param>
/// <param name="To">Position after the last frame.</param>
/// <param name="Frames">How many were played.</param>
/// <param name="SkippedBytes">Bytes that were damaged and passed over.</param>
internal sealed record ReplayedJournal(string Folder, long From, DateTimeOffset Since, long To, long Frames, long SkippedBytes);

/// <summary>What one configuration finds and decides.</summary>
/// <param name="Config">Its file.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Findings">What it finds, older campaigns included.</param>
/// <param name="Plans">What the policy asks for about each campaign that counts.</param>
internal sealed record ReplaySide(string Config, Policy Policy, Findings Findings, IReadOnlyList<CampaignPlan> Plans)
{
    /// <summary>Campaigns that something is done about.</summary>
    public IEnumerable<CampaignPlan> Acted => Plans.Where(static p => p.Step is not null && p.Eligible.Count > 0);

    /// <summary>Applies a configuration's policy to findings.</summary>
    public static ReplaySide Of(ServerOptions options, Findings findings, StoredNames names, KnownFacts facts, int? days)
    {
        var policy = days is { } recent ? options.Policy with { Recent = TimeSpan.FromDays(recent) } : options.Policy;
        var since = days is { } last && findings.Input.Last is { } end ? end - TimeSpan.FromDays(last) : DateTimeOffset.MinValue;
        var plans = CampaignPlan.All(findings, policy, new Shield(policy.Protection, names, facts.Find), new Standing());
        return new ReplaySide(options.File, options.Policy, findings, [.. plans.Where(p => p.Finding.LastSeen >= since)]);
    }

    /// <summary>The decisions, in the form in which they are compared.</summary>
    /// <param name="name">The name of a campaign in the comparison.</param>
    public IReadOnlyList<DecidedCampaign> Decided(Func<string, string> name) =>
        [.. Acted.Select(p => new DecidedCampaign(name(p.Campaign), p.Step!, [.. p.Eligible.Select(static m => m.Account)], p.Blast.SpendMicros))];
}
