using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Campaigns;

/// <summary>What a campaign is after and what ties its accounts, in a few words.</summary>
internal static class CampaignLabel
{
    private const double Noticeable = 0.12;
    private const double Named = 0.02;

    /// <summary>The label at this time: <c>software engineering, shared phrases</c>.</summary>
    public static string Of(Campaign campaign, AccountTable accounts) => $"{Aim(Targets(campaign.Members.Keys, accounts))}, {Tie(campaign)}";

    /// <summary>Capabilities by their share of the members' exchanges, the largest first; small ones are left out.</summary>
    public static List<TargetShare> Targets(IEnumerable<int> members, AccountTable accounts)
    {
        var counts = new long[CapabilityNames.Count];
        foreach (var account in members)
        {
            for (var c = 0; c < CapabilityNames.Count; c++)
                counts[c] += accounts[account].Capabilities[c];
        }

        var total = Math.Max(1, counts.Sum());
        return [.. counts.Select((count, c) => new TargetShare(CapabilityNames.Of((Capability)c), (double)count / total))
            .Where(static t => t.Share >= Named).OrderByDescending(static t => t.Share).ThenBy(static t => t.Capability, StringComparer.Ordinal)];
    }

    /// <summary>The capability that stands out; prompts without any sign of one are the larger part of most traffic.</summary>
    public static string Aim(List<TargetShare> targets)
    {
        var named = targets.Find(static t => t.Capability != "general");
        if (named is null || named.Share < Noticeable)
            return "mixed topics";
        var words = named.Capability.Replace('_', ' ');
        return named == targets[0] ? words : $"mixed topics with {words}";
    }

    /// <summary>What most members have in common.</summary>
    public static string Tie(Campaign campaign)
    {
        var shared = campaign.Verdict.Cohort.Shared;
        if (campaign.Keys.Count > 0)
            return "shared phrases";
        return shared.Count > 0 ? "the same " + TraitKinds.NameOf(shared[0].Kind) : "what they ask";
    }
}

/// <summary>A label that changes only when a new one has held for a day: shares that hover around a limit are no news.</summary>
internal sealed class SettledLabel : IKept
{
    private const long Day = 86_400_000;
    private string? _next;
    private long _sinceMs;

    public string? Text { get; private set; }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        Text = state.Text(Text);
        _next = state.Text(_next);
        _sinceMs = state.Value(_sinceMs);
    }

    /// <summary>Takes the label of this time; gives the older one when it has given way.</summary>
    public string? Settle(string label, long nowMs)
    {
        Text ??= label;
        if (label == Text)
        {
            _next = null;
            return null;
        }

        if (label != _next)
            (_next, _sinceMs) = (label, nowMs);
        if (nowMs - _sinceMs < Day)
            return null;
        var older = Text;
        (Text, _next) = (label, null);
        return older;
    }
}
