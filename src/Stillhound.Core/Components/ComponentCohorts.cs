using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Components;

/// <summary>The accounts whose components of one signature belong together, judged by these components alone.</summary>
internal sealed class ComponentCohorts(MixtureWatch watch, SearchContext context, ReactionFacts reaction, int smallest)
{
    private const double Common = 0.6;

    private static readonly TraitKind[] Compared =
        [TraitKind.System, TraitKind.Tools, TraitKind.Params, TraitKind.MaxTokens, TraitKind.Format, TraitKind.UserAgent, TraitKind.Tls];

    /// <summary>One verdict for each signature that has enough components.</summary>
    public List<Verdict> Judge(Judge judge)
    {
        var verdicts = new List<Verdict>();
        foreach (var signature in watch.Signatures)
        {
            if (signature.Campaign == 0 && CohortOf(signature) is { } cohort)
                verdicts.Add(Decide(cohort, judge));
        }

        return verdicts;
    }

    /// <summary>The verdict on a cohort, by its components where it is made of them.</summary>
    public Verdict Decide(RefinedCohort cohort, Judge judge)
    {
        if (cohort.Component is not { } signature)
            return judge.Decide(cohort);
        using (new StandIn(context.Population, reaction, watch, signature, cohort.Rows))
            return judge.Decide(cohort);
    }

    /// <summary>Natural-log odds that a row belongs to a cohort of components.</summary>
    public static Func<int, float> ScoresOf(RefinedCohort cohort)
    {
        var rows = cohort.Rows.ToHashSet();
        return row => rows.Contains(row) ? 1.4f : -1.4f;
    }

    /// <summary>Accounts whose component is long enough to be compared and has the settings that most have.</summary>
    private RefinedCohort? CohortOf(ComponentSignature signature)
    {
        var rows = new List<int>();
        for (var i = 0; i < signature.Accounts.Count; i++)
        {
            var row = context.Population.RowOf(signature.Accounts[i]);
            if (row >= 0 && watch.Components[signature.Places[i]].Exchanges >= Population.FewestExchanges)
                rows.Add(row);
        }

        if (rows.Count < smallest)
            return null;
        rows.Sort();
        var keys = KeysOf(signature, rows);
        var settings = SettingsOf(signature, rows);
        rows.RemoveAll(row => IsStranger(Of(signature, row), keys, settings));
        if (rows.Count < smallest)
            return null;
        int[] members = [.. rows];
        return new RefinedCohort(members, CohortRoute.Links, "parts of accounts' traffic with the same settings", members, keys, settings) { Component = signature };
    }

    /// <summary>It shows none of the phrases, and not all the settings either.</summary>
    private static bool IsStranger(in Profile part, uint[] keys, List<(TraitKind Kind, uint Value)> settings)
    {
        if (keys.Length == 0 || part.Phrases.Keys.ContainsAny(keys))
            return false;
        foreach (var (kind, value) in settings)
        {
            if (part.Traits.Top(kind, out _) is var top && top != 0 && top != value)
                return true;
        }

        return settings.Count == 0;
    }

    /// <summary>Phrases that a fifth of the components show.</summary>
    private uint[] KeysOf(ComponentSignature signature, List<int> rows)
    {
        var tally = new Dictionary<uint, int>();
        foreach (var row in rows)
        {
            foreach (var key in Of(signature, row).Phrases.Keys)
            {
                if (key != 0)
                    tally[key] = tally.GetValueOrDefault(key) + 1;
            }
        }

        return [.. tally.Where(t => t.Value >= Math.Max(3, 0.2 * rows.Count)).Select(static t => t.Key).Order()];
    }

    private ref Profile Of(ComponentSignature signature, int row) =>
        ref watch.Components[watch.Components.Find(context.Population.Rows[row].Account, signature.Number)];

    private List<(TraitKind Kind, uint Value)> SettingsOf(ComponentSignature signature, List<int> rows)
    {
        var shared = new List<(TraitKind, uint)>();
        var tally = new Dictionary<uint, int>();
        foreach (var kind in Compared)
        {
            tally.Clear();
            foreach (var row in rows)
            {
                var top = Of(signature, row).Traits.Top(kind, out _);
                if (top != 0)
                    tally[top] = tally.GetValueOrDefault(top) + 1;
            }

            if (tally.Count == 0)
                continue;
            var (value, count) = tally.OrderByDescending(static t => t.Value).ThenBy(static t => t.Key).First();
            if (count >= Common * tally.Values.Sum())
                shared.Add((kind, value));
        }

        return shared;
    }
}
