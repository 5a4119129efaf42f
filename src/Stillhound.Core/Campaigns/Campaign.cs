using Stillhound.Core.Profiles;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>One campaign over time: who belongs since when, the newest verdict, and what happened to it.</summary>
internal sealed class Campaign(string id, int number, long foundMs)
{
    private readonly SortedDictionary<int, long> _activity = [];

    public string Id { get; } = id;

    /// <summary>Number by which profiles name it, from 1.</summary>
    public int Number { get; } = number;

    public long FoundMs { get; } = foundMs;

    /// <summary>Members by account index.</summary>
    public SortedDictionary<int, Member> Members { get; } = [];

    /// <summary>Members by a part of their traffic that a search found; what they are as a whole does not speak against it.</summary>
    public HashSet<int> Carried { get; private set; } = [];

    /// <summary>Accounts that serve end users some of whom are the campaign's, with the time at which that was found. They are no members.</summary>
    public SortedDictionary<int, long> Carriers { get; } = [];

    public Verdict Verdict { get; set; } = null!;

    /// <summary>Phrase keys that are its own.</summary>
    public HashSet<uint> Keys { get; set; } = [];

    /// <summary>Those of <see cref="Keys"/> that hardly anybody else uses.</summary>
    public HashSet<uint> SoleKeys { get; set; } = [];

    public Tier Tier { get; set; }

    /// <summary>When it first stood at tier review or above; 0 while it never did.</summary>
    public long DetectedMs { get; set; }

    public long ExchangesBeforeDetection { get; set; }

    /// <summary>Set when another campaign took it in.</summary>
    public bool Merged { get; set; }

    /// <summary>A campaign that ended before this one began, and that it resembles.</summary>
    public string? SuccessorOf { get; set; }

    /// <summary>What it is called in its history.</summary>
    public SettledLabel Label { get; } = new();

    /// <summary>The newest pool swap that is in the history.</summary>
    public PoolSwap? Swap { get; set; }

    /// <summary>Whether accounts came in since pool swaps were looked for.</summary>
    public bool MayHaveSwapped { get; set; }

    public CampaignHistory History { get; } = new();

    /// <summary>Exchanges by six-hour bin since the epoch.</summary>
    public IReadOnlyDictionary<int, long> Activity => _activity;

    /// <summary>Hands a campaign over.</summary>
    public static Campaign Keep(StateStream state, Campaign? campaign)
    {
        var (id, number, foundMs) = (state.Text(campaign?.Id) ?? "", state.Value(campaign?.Number ?? 0), state.Value(campaign?.FoundMs ?? 0));
        var kept = campaign ?? new Campaign(id, number, foundMs);
        kept.KeepMembers(state);
        var verdict = state.Kept(campaign?.Verdict, Verdict.Keep);
        kept.Verdict = campaign?.Verdict ?? verdict;
        kept.Tier = state.Value(kept.Tier);
        kept.DetectedMs = state.Value(kept.DetectedMs);
        kept.ExchangesBeforeDetection = state.Value(kept.ExchangesBeforeDetection);
        kept.Merged = state.Value(kept.Merged);
        kept.SuccessorOf = state.Text(kept.SuccessorOf);
        state.Part(kept.Label);
        kept.Swap = state.Value(kept.Swap is not null) ? state.Value(kept.Swap ?? default) : null;
        kept.MayHaveSwapped = state.Value(kept.MayHaveSwapped);
        state.Part(kept.History);
        return kept;
    }

    /// <summary>
    /// Takes over when another campaign, whose members are here now, was first detected, if that was earlier; the members'
    /// exchanges until then are known to the six hours.
    /// </summary>
    public void InheritDetection(Campaign other)
    {
        if (other.DetectedMs == 0 || (DetectedMs != 0 && DetectedMs <= other.DetectedMs))
            return;
        DetectedMs = other.DetectedMs;
        var end = (int)(DetectedMs / SixHourBins.WidthMs);
        ExchangesBeforeDetection = _activity.TakeWhile(bin => bin.Key < end).Sum(static bin => bin.Value);
    }

    private void KeepMembers(StateStream state)
    {
        state.Map(Members);
        Carried = state.Set(Carried);
        state.Map(Carriers);
        Keys = state.Set(Keys);
        SoleKeys = state.Set(SoleKeys);
        state.Map(_activity);
    }

    /// <summary>Counts one exchange of a member.</summary>
    public void CountActivity(long timeMs)
    {
        var bin = (int)(timeMs / SixHourBins.WidthMs);
        _activity[bin] = _activity.GetValueOrDefault(bin) + 1;
    }

    /// <summary>Counts (or with -1 uncounts) what a profile still holds of its own activity.</summary>
    public void CountActivity(in Profile profile, int sign)
    {
        for (var bin = Math.Max(0, profile.SixHourHead - SixHourBins.Length + 1); bin <= profile.SixHourHead; bin++)
        {
            var count = profile.SixHours[bin % SixHourBins.Length];
            if (count != 0)
                _activity[bin] = Math.Max(0, _activity.GetValueOrDefault(bin) + (sign * count));
        }
    }
}

/// <summary>One account in a campaign.</summary>
/// <param name="AttachedMs">When it was first assigned at tier review or above; 0 while it never was.</param>
/// <param name="ExchangesBefore">Its exchanges until then.</param>
/// <param name="Score">Natural-log odds that it belongs.</param>
internal readonly record struct Member(long AttachedMs, int ExchangesBefore, float Score)
{
    /// <summary>Largest odds that are told, as a natural logarithm either way: nobody is surer than a thousand to one.</summary>
    private const float MostTold = 7;

    /// <summary>Probability that it belongs, 0 to 1, as it is told.</summary>
    public double Confidence => 1 / (1 + Math.Exp(-Math.Clamp(Score, -MostTold, MostTold)));
}
