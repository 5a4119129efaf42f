using System.Runtime.InteropServices;

namespace Stillhound.Core.Cohorts;

/// <summary>The nearest few rows of every row, and the edges between rows that are in each other's list.</summary>
internal sealed class NeighbourLists
{
    private const int Run = 6;

    private readonly int _size;
    private int[] _rows;
    private float[] _similarities;

    public NeighbourLists(int rows, int size)
    {
        _size = size;
        _rows = new int[rows * size];
        _similarities = new float[rows * size];
        Array.Fill(_rows, -1);
    }

    /// <summary>Offers two rows to each other.</summary>
    public void Offer(int a, int b, float similarity) => Offer(a, b, similarity, part: 0, parts: 1);

    /// <summary>
    /// Offers two rows to each other and keeps what concerns rows of one part. Parts may be offered the same at once: they keep lists of
    /// their own, and what comes out does not depend on which is first.
    /// </summary>
    /// <param name="a">A row.</param>
    /// <param name="b">Another.</param>
    /// <param name="similarity">How similar they are.</param>
    /// <param name="part">The part of rows that is kept.</param>
    /// <param name="parts">How many parts there are: a power of two.</param>
    public void Offer(int a, int b, float similarity, int part, int parts)
    {
        // Rows of one part come in runs, so that parts seldom write to one line of the cache.
        if ((a >> Run & (parts - 1)) == part)
            Insert(a, b, similarity);
        if ((b >> Run & (parts - 1)) == part)
            Insert(b, a, similarity);
    }

    /// <summary>Edges between mutual neighbours, each once with the smaller row first, in order.</summary>
    public List<Edge> MutualEdges()
    {
        var edges = new List<Edge>();
        for (var row = 0; row * _size < _rows.Length; row++)
        {
            var first = edges.Count;
            for (var i = row * _size; i < (row + 1) * _size; i++)
            {
                var other = _rows[i];
                if (other > row && _rows.AsSpan(other * _size, _size).Contains(row))
                    edges.Add(new Edge(row, other, _similarities[i]));
            }

            CollectionsMarshal.AsSpan(edges)[first..].Sort(static (x, y) => x.B.CompareTo(y.B));
        }

        return edges;
    }

    /// <summary>Gives the memory back: what comes after the edges needs as much again.</summary>
    public void Release() => (_rows, _similarities) = ([], []);

    private void Insert(int row, int other, float similarity)
    {
        var rows = _rows.AsSpan(row * _size, _size);
        var similarities = _similarities.AsSpan(row * _size, _size);
        var at = _size - 1;
        if ((rows[at] >= 0 && similarities[at] >= similarity) || rows.Contains(other))
            return;
        while (at > 0 && (rows[at - 1] < 0 || similarities[at - 1] < similarity))
        {
            rows[at] = rows[at - 1];
            similarities[at] = similarities[at - 1];
            at--;
        }

        rows[at] = other;
        similarities[at] = similarity;
    }
}

/// <summary>A weighted edge between two rows.</summary>
internal readonly record struct Edge(int A, int B, float Weight);
