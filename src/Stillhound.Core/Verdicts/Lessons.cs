using Stillhound.Core.Exchanges;
using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>What dismissed campaigns teach about the benign explanations. A campaign teaches once, whatever was said of it before.</summary>
internal sealed class Lessons : IKept
{
    private readonly List<Lesson> _lessons = [];

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<Lesson> All => _lessons;

    /// <summary>Takes what a person said of a campaign; an event of another kind, or one that names no known explanation, teaches nothing.</summary>
    public void Take(ProviderEvent e)
    {
        if (e.Type is not (ProviderEventType.CampaignDismissed or ProviderEventType.CampaignReinstated))
            return;
        var campaign = e.Campaign ?? "";
        if (campaign.Length > 0)
            _lessons.RemoveAll(l => string.Equals(l.Campaign, campaign, StringComparison.Ordinal));
        if (e.Type != ProviderEventType.CampaignDismissed || e.Kind is null || !Hypotheses.Has(e.Kind))
            return;
        if (_lessons.Count == Lesson.Most)
            _lessons.RemoveAt(0);
        _lessons.Add(new Lesson(campaign, e.Kind));
    }

    /// <summary>What they add to the log-10 odds of each explanation against a campaign, in the order of <see cref="Explanation.All"/>.</summary>
    public double[] Shifts() => TaughtPriors.Shifts(_lessons);

    /// <inheritdoc/>
    public void Keep(StateStream state) => state.List(_lessons, Lesson.Keep);
}
