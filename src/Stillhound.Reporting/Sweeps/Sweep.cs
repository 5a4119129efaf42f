namespace Stillhound.Reporting.Sweeps;

/// <summary>What happens to detection when campaigns turn one dial, and leave the others as they are.</summary>
/// <param name="Dial">Name of the dial, such as <c>mixing</c>.</param>
/// <param name="Meaning">What it means, in words without a full stop.</param>
/// <param name="Share">Whether its values are shares from 0 to 1; otherwise they are numbers, each a like multiple of the last.</param>
/// <param name="Points">Its values, the least first.</param>
public sealed record Sweep(string Dial, string Meaning, bool Share, IReadOnlyList<SweepPoint> Points);

/// <summary>One value of a dial.</summary>
/// <param name="Value">The value.</param>
/// <param name="Worlds">What came of each world.</param>
public sealed record SweepPoint(double Value, IReadOnlyList<SweepWorld> Worlds)
{
    /// <summary>The mean over worlds.</summary>
    public SweepScore Mean => SweepScore.MeanOf([.. Worlds.Select(static w => w.All)]);

    /// <summary>Recall in the world with the lowest.</summary>
    public double LowestRecall => Worlds.Min(static w => w.All.Recall);

    /// <summary>Recall in the world with the highest.</summary>
    public double HighestRecall => Worlds.Max(static w => w.All.Recall);

    /// <summary>The mean over the worlds of one kind of campaign.</summary>
    public SweepScore MeanOf(string kind) => SweepScore.MeanOf([.. Worlds.Where(w => w.Kinds.ContainsKey(kind)).Select(w => w.Kinds[kind])]);
}

/// <summary>One world at one value of a dial.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="All">All its campaigns together.</param>
/// <param name="Kinds">Each kind of campaign by its name; precision is that of the findings which hold most of it.</param>
public sealed record SweepWorld(ulong Seed, SweepScore All, IReadOnlyDictionary<string, SweepScore> Kinds);

/// <summary>Sweeps of several dials over the same seeds.</summary>
/// <param name="Seeds">The seeds.</param>
/// <param name="Accounts">Accounts of a world, as asked for.</param>
/// <param name="Sweeps">One a dial.</param>
public sealed record SweepReport(IReadOnlyList<ulong> Seeds, int Accounts, IReadOnlyList<Sweep> Sweeps)
{
    /// <summary>Names of the kinds of campaigns, in order.</summary>
    public IReadOnlyList<string> Kinds =>
        [.. Sweeps.SelectMany(static s => s.Points).SelectMany(static p => p.Worlds).SelectMany(static w => w.Kinds.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
