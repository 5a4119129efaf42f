namespace Stillhound.Core.Verdicts;

/// <summary>
/// How often groups that an explanation holds for look, in one measurement, as one operator's accounts do, and how much so at most.
/// </summary>
/// <param name="Share">How often, 0 to 1.</param>
/// <param name="Most">The ratio up to which they look so. What is beyond it, as good as nobody of them shows.</param>
internal readonly record struct Chance(double Share, double Most)
{
    /// <summary>Whether nothing is left over, whatever the ratio.</summary>
    public bool IsWhole => Share == 1 && double.IsPositiveInfinity(Most);

    public static implicit operator Chance(double share) => new(share, double.PositiveInfinity);

    /// <summary>
    /// What a likelihood ratio leaves over: the ratio against a mixture of strangers and what looks like one operator. What speaks for
    /// strangers speaks for them under every explanation.
    /// </summary>
    public double Left(double ratio) => ratio <= 1 ? ratio : ratio / (1 - Share + (Share * Math.Min(ratio, Most)));
}
