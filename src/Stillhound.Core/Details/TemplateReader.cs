using System.Runtime.InteropServices;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Details;

/// <summary>Reads what the members that use one template send alike, and what varies.</summary>
internal sealed class TemplateReader(MemberReader members, List<int> users)
{
    private const int MostPhrases = 32;
    private const int FewestUsers = 2;
    private const double NearlyAll = 0.9;

    private static readonly TraitKind[] Settings =
        [TraitKind.System, TraitKind.Tools, TraitKind.Params, TraitKind.MaxTokens, TraitKind.Temperature, TraitKind.Format];

    public TemplateDetail Read(uint key, bool bySettings, long exchanges)
    {
        var phrases = CountPhrases(out var withContent);
        var constant = phrases.Values.Count(count => count >= NearlyAll * withContent);
        var (words, tokens) = Typical();
        return new TemplateDetail(
            DetailKinds.Short(key), bySettings ? "settings" : "phrase", users, exchanges, [.. Settings.Select(Setting).OfType<TemplateSetting>()],
            constant, phrases.Count - constant, Listed(phrases, withContent), words, tokens);
    }

    private List<TemplatePhrase> Listed(Dictionary<uint, int> phrases, int withContent) =>
    [
        .. phrases.Where(static f => f.Value >= FewestUsers).OrderByDescending(static f => f.Value).ThenBy(static f => f.Key).Take(MostPhrases)
            .Select(f => new TemplatePhrase(DetailKinds.Short(f.Key), Math.Min(1, (double)f.Value / withContent), members.Campaign.Keys.Contains(f.Key))),
    ];

    private Dictionary<uint, int> CountPhrases(out int withContent)
    {
        var counts = new Dictionary<uint, int>();
        withContent = 0;
        foreach (var user in users)
        {
            ref var p = ref members.SenderOf(user);
            withContent += p.WithContent > 0 ? 1 : 0;
            foreach (var key in p.Phrases.Keys)
            {
                if (key != 0)
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }
        }

        withContent = Math.Max(1, withContent);
        return counts;
    }

    private TemplateSetting? Setting(TraitKind kind)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var user in users)
        {
            if (members.SenderOf(user).Traits.Top(kind, out _) is not 0 and var value)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        }

        if (counts.Count == 0)
            return null;
        var (most, count) = counts.OrderByDescending(static c => c.Value).ThenBy(static c => c.Key).First();
        return new TemplateSetting(DetailKinds.NameOf((int)kind), DetailKinds.Short(most), (double)count / users.Count, counts.Count);
    }

    /// <summary>Geometric means over all exchanges: profiles keep sums of logarithms.</summary>
    private (double Words, double Tokens) Typical()
    {
        double words = 0, tokens = 0, prompts = 0, answers = 0;
        foreach (var user in users)
        {
            ref var p = ref members.SenderOf(user);
            answers += p.WithOutput;
            tokens += p.LogOutput;
            if (p.EmbeddingCount == 0)
                continue; // phrases that were made upstream say nothing of length
            prompts += p.WithContent;
            words += p.LogWords;
        }

        return (Mean(words, prompts), Mean(tokens, answers));
    }

    /// <summary>The geometric mean from a sum of logarithms of numbers that are one larger; NaN where there are none.</summary>
    internal static double Mean(double logarithms, double count) => count == 0 ? double.NaN : Math.Exp(logarithms / count) - 1;
}
