using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// A few numbers of every account, by column, with where the population lies on each. Rates, rhythms and times of sign-up are
/// left out on purpose: members that were chosen for being alike in them could not be judged by them.
/// </summary>
[Scratch]
internal sealed class ShapeTable(Population population)
{
    /// <summary>Number of columns.</summary>
    public const int Columns = 3;

    private float[] _known = [];

    /// <summary>Where the population lies on each column.</summary>
    public Spread[] Everybody { get; } = new Spread[Columns];

    /// <summary>Smallest spread that a cohort is given on each column.</summary>
    public static ReadOnlySpan<float> LeastSpread => [0.08f, 0.15f, 0.2f];

    /// <summary>Reads the population anew.</summary>
    public void Refresh()
    {
        if (_known.Length < population.Count)
            _known = new float[Room.For(population.Count)];
        for (var column = 0; column < Columns; column++)
        {
            var known = 0;
            foreach (ref readonly var row in population.Rows)
            {
                var value = Read(row, column);
                _known[known] = value;
                known += float.IsNaN(value) ? 0 : 1;
            }

            Everybody[column] = Spread.Of(_known.AsSpan(0, known), LeastSpread[column]);
        }

        if (Room.IsMuch(population.Count))
            _known = [];
    }

    /// <summary>The value of a row; NaN when unknown.</summary>
    public static float Read(in AccountRow r, int column) => column switch
    {
        0 => r.FirstTurns,
        1 => r.LogWords,
        _ => r.LogOutput,
    };
}
