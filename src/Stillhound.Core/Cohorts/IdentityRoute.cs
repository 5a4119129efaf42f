namespace Stillhound.Core.Cohorts;

/// <summary>
/// Third route: accounts that claim to be strangers and share a means of payment, a device, a sign-up network or a traffic
/// network. A token that many accounts show (a carrier's address, a popular relay) ties nobody; how many is too many is
/// read from the size of the population.
/// </summary>
internal static class IdentityRoute
{
    public static List<Cohort> Propose(SearchContext context, int smallest)
    {
        var rows = context.Population.Count;
        var sets = new UnionFind(rows);
        var crowd = IdentityTokens.Crowd(rows);
        var first = new int[context.Tokens.Numbers];
        for (var row = 0; row < rows; row++)
        {
            foreach (var token in context.Tokens.Of(row))
            {
                if (context.Tokens.Holders(token) > crowd)
                    continue;
                if (first[token] == 0)
                    first[token] = row + 1;
                else
                    sets.Union(first[token] - 1, row);
            }
        }

        return Parts(sets, rows, smallest);
    }

    private static List<Cohort> Parts(UnionFind sets, int rows, int smallest)
    {
        var sizes = new int[rows];
        for (var row = 0; row < rows; row++)
            sizes[sets.Find(row)]++;
        var parts = new List<int>?[rows];
        var cohorts = new List<Cohort>();
        for (var row = 0; row < rows; row++)
        {
            // The smallest row stands for its set, so parts come up in order of their first row.
            if (sizes[sets.Find(row)] >= smallest)
                (parts[sets.Find(row)] ??= []).Add(row);
        }

        foreach (var part in parts)
        {
            if (part is not null)
                cohorts.Add(new Cohort([.. part], CohortRoute.Identity, "shared payment, device, sign-up or network"));
        }

        return cohorts;
    }
}
