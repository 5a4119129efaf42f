using Stillhound.Core.Engine;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Which evidence families had input, and how much of the traffic or of the accounts fed them.</summary>
internal static class CoverageReport
{
    public static List<FamilyCoverage> Of(Coverage coverage, AccountTable accounts, ReactionFacts reaction, bool regions)
    {
        long active = 0, created = 0, identified = 0, claimed = 0;
        for (var i = 0; i < accounts.Count; i++)
        {
            ref var p = ref accounts[i];
            if (p.Exchanges == 0)
                continue;
            active++;
            created += p.CreatedMs != 0 ? 1 : 0;
            claimed += p.ClaimedCountry != 0 ? 1 : 0;
            identified += (p.Payment | p.Device | p.SignupNetwork | p.EmailHash) != 0 ? 1 : 0;
        }

        var report = new List<FamilyCoverage>();
        foreach (var family in Enum.GetValues<Family>())
        {
            // What the operator did not ask for is not missing.
            if (family == Family.Region && !regions)
                continue;
            var share = family switch
            {
                Family.Payload or Family.Elicitation => Share(coverage.WithContent, coverage.Exchanges),
                Family.LifeCycle => Share(created, active),
                Family.Identity => Share(identified, active),
                Family.Network => Share(coverage.WithNetwork, coverage.Exchanges),
                Family.ResponseUse => Share(coverage.WithResponseUse, coverage.Exchanges),
                Family.Reaction => reaction.AnySuspension ? 1 : 0,
                Family.Region => Share(claimed, active),
                Family.Focus => reaction.Released ? 1 : 0,
                _ => coverage.Exchanges > 0 ? 1.0 : 0,
            };
            report.Add(new FamilyCoverage(Families.NameOf(family), share > 0, share, Families.NeedsOf(family)));
        }

        return report;
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
