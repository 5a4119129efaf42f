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

    /// <summary>
    /// Candidates by finding, the surest first in each; findings in the order of their first candidates. What explains one account
    /// of a handful explains those that are tied to it.
    /// </summary>
    public static List<List<AccountCandidate>> Of(Population population, IReadOnlyList<AccountCandidate> candidates)
    {
        var ties = new UnionFind(candidates.Count);
        for (var a = 0; a < candidates.Count; a++)
        {
            for (var b = a + 1; b < candidates.Count; b++)
            {
                if (candidates[a].Kind == candidates[b].Kind && AreTied(population, candidates[a], candidates[b]))
                    ties.Union(a, b);
            }
        }

        return [.. Enumerable.Range(0, candidates.Count).GroupBy(ties.Find).Select(group => Explained([.. group.Select(i => candidates[i])])
            .OrderByDescending(static c => c.Tier).ThenBy(static c => c.PValue).ThenBy(static c => c.Row).ToList())];
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

    private static bool AreTied(Population population, AccountCandidate first, AccountCandidate second)
    {
        ref var a = ref population.ProfileOf(first.Row);
        ref var b = ref population.ProfileOf(second.Row);
        if (Same(a.Org, b.Org) || Same(a.Payment, b.Payment) || Same(a.Device, b.Device) || Same(a.EmailHash, b.EmailHash))
            return true;
        return ShareWording(a, b) && Nearness(population, first.Row, second.Row) >= OneIntent;
    }

    private static bool Same(uint a, uint b) => a != 0 && a == b;

    private static bool ShareWording(in Profile a, in Profile b)
    {
        foreach (var key in a.Phrases.Keys)
        {
            if (key != 0 && b.Phrases.Keys.Contains(key))
                return true;
        }

        return false;
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
