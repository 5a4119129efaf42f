namespace Stillhound.Simulation.Planning;

/// <summary>Names of accounts that tell nothing of their order. No two are alike: among a million, two of forty random bits often would be.</summary>
/// <param name="seed">Seed of the names.</param>
/// <param name="bits">Bits that a name has; as many names as they can tell apart may be asked for.</param>
internal sealed class AccountNames(ulong seed, int bits = 40)
{
    private readonly HashSet<ulong> _taken = [];

    /// <summary>The next name.</summary>
    public string Next()
    {
        var mask = (1UL << bits) - 1;
        var number = Chance.Seeds.Of(seed, (ulong)_taken.Count) & mask;
        while (!_taken.Add(number))
            number = (number + 1) & mask;
        return FormattableString.Invariant($"acct_{number:x10}");
    }
}
