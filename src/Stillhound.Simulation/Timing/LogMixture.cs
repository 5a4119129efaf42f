using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>A mixture of two log-normals: the weight of the first, then the means and deviations of the logarithms.</summary>
internal readonly record struct LogMixture(double Weight, double Mu1, double Sigma1, double Mu2, double Sigma2)
{
    public int Draw(ref Rng rng) => rng.Chance(Weight)
        ? (int)Math.Exp(Mu1 + (Sigma1 * Draws.Normal(ref rng)))
        : (int)Math.Exp(Mu2 + (Sigma2 * Draws.Normal(ref rng)));
}
