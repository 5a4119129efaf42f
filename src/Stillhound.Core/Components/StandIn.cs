using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Components;

/// <summary>
/// Lets components stand in for their accounts while they are judged, so that they meet the same measurements, nulls and
/// explanations. What is known of the account itself stays. Undone when disposed; nothing else may read the population meanwhile.
/// </summary>
internal sealed class StandIn : IDisposable
{
    private readonly Population _population;
    private readonly ReactionFacts _reaction;
    private readonly int[] _rows;
    private readonly Profile[] _profiles;
    private readonly AccountRow[] _numbers;
    private readonly long _firstMs;

    public StandIn(Population population, ReactionFacts reaction, MixtureWatch watch, ComponentSignature signature, int[] rows)
    {
        (_population, _reaction, _rows) = (population, reaction, rows);
        _profiles = new Profile[rows.Length];
        _numbers = new AccountRow[rows.Length];
        // Components begin when they are looked for: an earlier start is not known, as at the beginning of a log.
        _firstMs = reaction.FirstMs;
        reaction.FirstMs = signature.SinceMs;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var account = population.Rows[row].Account;
            ref var p = ref population.ProfileOf(row);
            _profiles[i] = p;
            _numbers[i] = population.Rows[row];
            if (watch.Components.Find(account, signature.Number) is var place && place < 0)
                continue;
            p = Facts(_profiles[i], watch.Components[place]);
            AccountRow.Read(account, p, ref population.Rows[row]);
        }
    }

    public void Dispose()
    {
        _reaction.FirstMs = _firstMs;
        for (var i = 0; i < _rows.Length; i++)
        {
            _population.ProfileOf(_rows[i]) = _profiles[i];
            _population.Rows[_rows[i]] = _numbers[i];
        }
    }

    /// <summary>A component with what is known of its account.</summary>
    private static Profile Facts(in Profile whole, in Profile part)
    {
        var p = part;
        (p.Account, p.CreatedMs, p.Org, p.Payment, p.Device) = (whole.Account, whole.CreatedMs, whole.Org, whole.Payment, whole.Device);
        (p.SignupNetwork, p.EmailDomain, p.EmailHash, p.ClaimedCountry) = (whole.SignupNetwork, whole.EmailDomain, whole.EmailHash, whole.ClaimedCountry);
        (p.Plan, p.Verified, p.Flags, p.Campaign, p.ActiveSweep) = (whole.Plan, whole.Verified, whole.Flags, whole.Campaign, whole.ActiveSweep);
        return p;
    }
}
