using System.Numerics.Tensors;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>
/// Puts candidates of one kind together that show one owner or one intent: the same organisation, payment, device or mail, or the
/// same wordings in the same direction. A handful is one finding.
/// </summary>
internal static class Handful
{
    private const float OneIntent = 0.8f;

    /// <summary>Different intents behind one wording that are told apart: with more it is everybody's wording.</summary>
    private const int MostIntents = 64;

    /// <summary>
    /// Candidates by finding, the surest first in each; findings in the order of their first candidates. What explains one account
    /// of a handful explains those that are tied to it.
    /// </summary>
    public static List<List<AccountCandidate>> Of(Population population, IReadOnlyList<AccountCandidate> candidates)
    {
        var ties = new UnionFind(candidates.Count);
        TieOwners(population, candidates, ties);
        TieIntents(population, candidates, ties);
        return [.. Enumerable.Range(0, candidates.Count).GroupBy(ties.Find).Select(group => Explained([.. group.Select(i => candidates[i])])
            .OrderByDescending(static c => c.Tier).ThenBy(static c => c.PValue).ThenBy(static c => c.Row).ToList())];
    }

    private static void TieOwners(Population population, IReadOnlyList<AccountCandidate> candidates, UnionFind ties)
    {
        var holders = new Dictionary<(AccountFindingKind Kind, int Place, uint Token), int>();
        for (var i = 0; i < candidates.Count; i++)
        {
            ref var p = ref population.ProfileOf(candidates[i].Row);
            ReadOnlySpan<uint> tokens = [p.Org, p.Payment, p.Device, p.EmailHash];
            for (var place = 0; place < tokens.Length; place++)
            {
                if (tokens[place] != 0 && !holders.TryAdd((candidates[i].Kind, place, tokens[place]), i))
                    ties.Union(holders[(candidates[i].Kind, place, tokens[place])], i);
            }
        }
    }

    /// <summary>
    /// Of each wording those candidates are kept whose directions differ, and every other one is compared with these alone: thousands
    /// of accounts may share a wording.
    /// </summary>
    private static void TieIntents(Population population, IReadOnlyList<AccountCandidate> candidates, UnionFind ties)
    {
        var intents = new Dictionary<(AccountFindingKind Kind, uint Wording), List<int>>();
        for (var i = 0; i < candidates.Count; i++)
        {
            foreach (var key in population.ProfileOf(candidates[i].Row).Phrases.Keys)
            {
                if (key == 0)
                    continue;
                if (!intents.TryGetValue((candidates[i].Kind, key), out var different))
                    intents[(candidates[i].Kind, key)] = different = [];
                if (!TieToAny(population, candidates, ties, different, i) && different.Count < MostIntents)
                    different.Add(i);
            }
        }

        // Those that were kept later are met now, so that what ties two does so whichever came first.
        for (var i = 0; i < candidates.Count; i++)
        {
            foreach (var key in population.ProfileOf(candidates[i].Row).Phrases.Keys)
            {
                if (key != 0)
                    TieToAny(population, candidates, ties, intents[(candidates[i].Kind, key)], i);
            }
        }
    }

    private static bool TieToAny(Population population, IReadOnlyList<AccountCandidate> candidates, UnionFind ties, List<int> different, int candidate)
    {
        var tied = false;
        foreach (var other in different)
        {
            if (Nearness(population, candidates[other].Row, candidates[candidate].Row) < OneIntent)
                continue;
            ties.Union(other, candidate);
            tied = true;
        }

        return tied;
    }

    private static List<AccountCandidate> Explained(List<AccountCandidate> group)
    {
        var reading = group.SelectMany(static c => c.Explanations).FirstOrDefault(static e => e.Holds);
        return reading is null ? group : group.ConvertAll(c => c.Explanations.Any(static e => e.Holds) ? c : c with
        {
            Tier = Tier.Watch,
            Explanations = [new BenignFinding(reading.Hypothesis, true, $"An account that it is tied to: {reading.Text}"), .. c.Explanations.Where(e => e.Hypothesis != reading.Hypothesis)],
        });
    }

    /// <summary>Cosine of the two mean directions, each less everybody's.</summary>
    private static float Nearness(Population population, int first, int second)
    {
        Span<float> a = stackalloc float[Embedding.Dimensions];
        Span<float> b = stackalloc float[Embedding.Dimensions];
        MeanEmbedding.CopyTo(population.ProfileOf(first), a);
        MeanEmbedding.CopyTo(population.ProfileOf(second), b);
        TensorPrimitives.Subtract(a, population.Center, a);
        TensorPrimitives.Subtract(b, population.Center, b);
        return TensorPrimitives.CosineSimilarity<float>(a, b);
    }
}
