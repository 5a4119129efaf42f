using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>Ascending rows as the steps from one to the next, seven bits a byte: mostly one or two bytes a row.</summary>
internal readonly struct PackedRows
{
    private readonly byte[] _steps;

    public PackedRows(ReadOnlySpan<int> rows)
    {
        Count = rows.Length;
        var size = 0;
        for (var i = 0; i < rows.Length; i++)
            size += SizeOf(StepTo(rows, i));
        _steps = new byte[size];
        var at = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var step = StepTo(rows, i);
            for (; step > 127; step >>= 7)
                _steps[at++] = (byte)(step | 128);
            _steps[at++] = (byte)step;
        }
    }

    private PackedRows(byte[] steps, int count) => (_steps, Count) = (steps, count);

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>How many of the rows are in a set.</summary>
    public int CountIn(RowSet set)
    {
        int count = 0, row = 0, shift = 0;
        foreach (var part in _steps)
        {
            row += (part & 127) << shift;
            shift += 7;
            if (part > 127)
                continue;
            count += set.Contains(row) ? 1 : 0;
            shift = 0;
        }

        return count;
    }

    /// <summary>Hands rows over.</summary>
    public static PackedRows Keep(StateStream state, PackedRows rows) => new(state.Array(rows._steps), state.Value(rows.Count));

    private static uint StepTo(ReadOnlySpan<int> rows, int i) => (uint)(rows[i] - (i == 0 ? 0 : rows[i - 1]));

    private static int SizeOf(uint step)
    {
        var size = 1;
        for (; step > 127; step >>= 7)
            size++;
        return size;
    }
}
