using Stillhound.Core.Campaigns;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Engine;

/// <summary>
/// What a campaign at tier review or above is recognised by until the next search: its own phrases and its settings, in
/// arrays, so that a look at one account allocates nothing.
/// </summary>
internal sealed class StandingCampaign(Campaign campaign)
{
    /// <summary>Exchanges after which one phrase in every third of them is enough.</summary>
    private const int FewestExchanges = 3;

    /// <summary>
    /// Own phrases that must come back in every exchange for an account with fewer: a frame, not a coincidence. Of phrases that
    /// nobody else uses one will do, in the first exchange too.
    /// </summary>
    private const int FramePhrases = 2;

    private readonly uint[] _keys = [.. campaign.Keys.Order()];
    private readonly HashSet<uint> _sole = campaign.SoleKeys;
    private readonly (TraitKind Kind, uint Value)[] _settings = [.. campaign.Verdict.Cohort.Shared];

    public Campaign Campaign { get; } = campaign;

    public ReadOnlySpan<uint> Keys => _keys;

    /// <summary>Whether an account shows the campaign's phrases in its settings.</summary>
    public bool IsShownBy(in Profile p)
    {
        int often = 0, always = 0;
        var sole = false;
        var keys = p.Phrases.Keys;
        var counts = p.Phrases.KeyCounts;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0 || counts[i] * 3 < p.WithContent || Array.BinarySearch(_keys, keys[i]) < 0)
                continue;
            often++;
            always += counts[i] >= p.WithContent ? 1 : 0;
            sole |= counts[i] >= p.WithContent && _sole.Contains(keys[i]);
        }

        if (often == 0)
            return false;
        var (compared, equal) = Settings(p);
        if (p.Exchanges < FewestExchanges)
            return equal == compared && ((p.Exchanges > 1 && always >= FramePhrases) || (sole && compared > 0));
        return compared == 0 || equal * 2 > compared;
    }

    private (int Compared, int Equal) Settings(in Profile p)
    {
        int compared = 0, equal = 0;
        foreach (var (kind, value) in _settings)
        {
            var top = p.Traits.Top(kind, out _);
            compared += top == 0 ? 0 : 1;
            equal += top == value ? 1 : 0;
        }

        return (compared, equal);
    }
}
