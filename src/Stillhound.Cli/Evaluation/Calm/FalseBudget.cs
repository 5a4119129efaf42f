using System.Globalization;

namespace Stillhound.Cli.Evaluation.Calm;

/// <summary>Whether a rate of false campaigns keeps within what an operator allows, as far as the worlds can tell.</summary>
/// <param name="Allowed">False campaigns at act that are allowed a world, above 0 and below 1.</param>
/// <param name="Campaigns">False campaigns at act that were found.</param>
/// <param name="Hit">Worlds that had any.</param>
/// <param name="Worlds">All worlds.</param>
internal sealed record FalseBudget(double Allowed, int Campaigns, int Hit, int Worlds)
{
    /// <summary>The realised rate a world.</summary>
    public double Rate => (double)Campaigns / Worlds;

    /// <summary>Whether the realised rate keeps within the budget.</summary>
    public bool Kept => Rate <= Allowed;

    /// <summary>The answer in one line. Few worlds without a false campaign are no proof, so it says when they are too few.</summary>
    public string Sentence()
    {
        var culture = CultureInfo.InvariantCulture;
        var interval = ShareInterval.Exact(Hit, Worlds);
        var figures = string.Create(culture, $"{Rate:0.####} false campaigns at act a world against {Allowed:0.####} allowed");
        return (Kept, interval.Low > Allowed, interval.High <= Allowed) switch
        {
            (true, _, true) => $"budget: holds; {figures}",
            (true, _, false) => string.Create(culture,
                $"budget: kept, but not shown to hold; {figures}, and {interval.High:0.####} is still possible ({ShareInterval.TrialsFor(Allowed)} worlds without any would show it)"),
            (false, true, _) => $"budget: does not hold; {figures}",
            (false, false, _) => $"budget: exceeded, perhaps by chance; {figures}, and {interval.Low.ToString("0.####", culture)} is still possible",
        };
    }
}
