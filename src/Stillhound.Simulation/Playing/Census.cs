using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Playing;

/// <summary>Counts each account's exchanges by planning every day without its text.</summary>
internal static class Census
{
    public static IReadOnlyList<Truth> Of(WorldPlan plan)
    {
        var counts = new int[plan.Accounts.Count];
        var days = new DayPlanner(plan);
        for (var day = 0; day < days.Days; day++)
        {
            days.Plan(day);
            for (var i = 0; i < days.Today.Count; i++)
            {
                var account = plan.Streams[days.Today.Slots[i].Stream].Account;
                if (account.MaySend(days.Today.TimeOf(i)))
                    counts[account.Index]++;
            }
        }

        return [.. plan.Accounts.Where(a => counts[a.Index] > 0).Select(a => new Truth(a.Name, a.Campaign, a.Group, counts[a.Index]))];
    }
}
