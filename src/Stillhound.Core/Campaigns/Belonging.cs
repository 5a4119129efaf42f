using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Which of a campaign's accounts stay in it, and how surely they belong, beside what they have in common with it.</summary>
internal static class Belonging
{
    /// <summary>A member leaves when its score falls below this; it came in above 0.</summary>
    public const float Leaves = -0.5f;

    /// <summary>Accounts that the others are surer without belong by four to one at most.</summary>
    public const float ScoreOfDoubtful = 1.4f;

    /// <summary>Spreads above the middle of a campaign's loads beyond which none is what its accounts carry.</summary>
    private const float FarAbove = 4;

    /// <summary>Smallest spread of the logarithms of loads: with it, a load far above is nearly three times the middle.</summary>
    private const float LeastSpread = 0.25f;

    /// <summary>Whether most of a campaign's accounts would stay in it if a cohort took it over.</summary>
    public static bool OfMost(Campaign campaign, Population population, Verdict verdict, ICohortOpinion opinion)
    {
        var scores = opinion.ScoresOf(verdict.Cohort);
        int[] rows = [.. campaign.Members.Keys.Select(population.RowOf).Where(static row => row >= 0)];
        return rows.Count(row => scores(row) >= Leaves) * 2 > rows.Length;
    }

    /// <summary>Highest score of accounts that resemble a cohort: no bound where what was said of it also holds with them.</summary>
    public static float MostOf(Verdict verdict, IEnumerable<int> others, ICohortOpinion opinion) =>
        HoldsWith(verdict, others, opinion) ? float.MaxValue : ScoreOfDoubtful;

    /// <summary>Members that stay beside a cohort only likely belong, where it does not hold with them.</summary>
    public static void Doubt(Campaign campaign, Population population, Verdict verdict, ICohortOpinion opinion)
    {
        var inside = verdict.Cohort.Rows.ToHashSet();
        var beside = campaign.Members.Keys.Where(a => !campaign.Carried.Contains(a) && population.RowOf(a) is >= 0 and var row && !inside.Contains(row)).ToList();
        if (beside.Count == 0)
            return;
        var most = MostOf(verdict, beside.Select(population.RowOf), opinion);
        foreach (var account in beside)
            campaign.Members[account] = campaign.Members[account] with { Score = Math.Min(campaign.Members[account].Score, most) };
    }

    /// <summary>
    /// Accounts that send far more than a campaign's accounts do only likely belong. That they ask for what it asks for is what a
    /// gateway's and a reseller's do too; how much they send is none of what its members were chosen by. Of accounts that carry a
    /// campaign beside other traffic only a part is accused.
    /// </summary>
    public static void DoubtHeavy(Campaign campaign, Population population)
    {
        var members = campaign.Members.Keys.Where(a => !campaign.Carried.Contains(a)).Select(account => (Account: account, Row: population.RowOf(account))).Where(static m => m.Row >= 0).ToList();
        float[] loads = [.. members.Select(m => population.Rows[m.Row].LogRate)];
        var usual = Spread.Of(loads, LeastSpread);
        if (usual.Width == 0)
            return;
        foreach (var (account, row) in members)
        {
            if (population.Rows[row].LogRate > usual.Middle + (FarAbove * usual.Width))
                campaign.Members[account] = campaign.Members[account] with { Score = Math.Min(campaign.Members[account].Score, ScoreOfDoubtful) };
        }
    }

    /// <summary>Whether a verdict at act also stands there with others. Below act nobody is accused, and it is not asked.</summary>
    private static bool HoldsWith(Verdict verdict, IEnumerable<int> others, ICohortOpinion opinion)
    {
        int[] rows = [.. verdict.Cohort.Rows.Union(others).Order()];
        return verdict.Tier != Tier.Act || rows.Length == verdict.Cohort.Rows.Length || opinion.Decide(verdict.Cohort with { Rows = rows, Doubtful = [] }).Tier == Tier.Act;
    }
}
