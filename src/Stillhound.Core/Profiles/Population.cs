using System.Numerics.Tensors;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>
/// The accounts that searches look at, as rows of plain numbers taken from their profiles. It lives as long as the engine: an
/// account keeps its row, rows are added in order of appearance, and a search reads again only the accounts that were active
/// since the last one.
/// </summary>
internal sealed class Population
{
    /// <summary>Fewest exchanges that make an account worth comparing.</summary>
    public const int FewestExchanges = 4;

    // Rows that one thread reads at a time. It also fixes the order in which means are added up.
    private const int Block = 256;

    private readonly AccountTable _accounts;
    private readonly List<int> _changed = [];
    private readonly double[] _sum = new double[Embedding.Dimensions];
    private AccountRow[] _rows = [];
    private float[] _means = [];
    private int[] _rowOf = [];
    private float[] _differences = [];
    private int _known;
    private int _embedded;

    /// <summary>Takes a first snapshot.</summary>
    /// <param name="accounts">All accounts.</param>
    /// <param name="nowMs">Event time.</param>
    public Population(AccountTable accounts, long nowMs)
        : this(accounts) => Refresh(nowMs);

    /// <summary>An empty population of these accounts.</summary>
    public Population(AccountTable accounts) => _accounts = accounts;

    /// <summary>Event time of the snapshot.</summary>
    public long NowMs { get; private set; }

    /// <summary>One row an account.</summary>
    public Span<AccountRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>Mean of all rows' means.</summary>
    public float[] Center { get; } = new float[Embedding.Dimensions];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that the last refresh read anew or added.</summary>
    public IReadOnlyList<int> Changed => _changed;

    /// <summary>The first row that the last refresh added.</summary>
    public int FirstNew { get; private set; }

    /// <summary>Mean embedding of a row, in units in which one exchange has norm 1.</summary>
    public Span<float> MeanOf(int row) => _means.AsSpan(row * Embedding.Dimensions, Embedding.Dimensions);

    /// <summary>The profile behind a row.</summary>
    public ref Profile ProfileOf(int row) => ref _accounts[_rows[row].Account];

    /// <summary>The row of an account, or -1.</summary>
    public int RowOf(int account) => account < _known ? _rowOf[account] : -1;

    /// <summary>Takes the snapshot anew.</summary>
    public void Refresh(long nowMs)
    {
        NowMs = nowMs;
        FindChanged();
        var blocks = (_changed.Count + Block - 1) / Block;
        if (_differences.Length < blocks * Embedding.Dimensions)
            _differences = new float[blocks * Embedding.Dimensions];
        Array.Clear(_differences);
        _embedded -= CountEmbedded();
        Parallel.For(0, blocks, Read);
        _embedded += CountEmbedded();
        for (var at = 0; at < blocks * Embedding.Dimensions; at++)
            _sum[at % Embedding.Dimensions] += _differences[at];
        for (var d = 0; d < Embedding.Dimensions; d++)
            Center[d] = (float)(_sum[d] / Math.Max(1, _embedded));
    }

    private void FindChanged()
    {
        if (_rowOf.Length < _accounts.Count)
            Array.Resize(ref _rowOf, Room.For(_accounts.Count));
        _rowOf.AsSpan(_known, _accounts.Count - _known).Fill(-1);
        _known = _accounts.Count;
        _changed.Clear();
        FirstNew = Count;
        for (var account = 0; account < _known; account++)
        {
            var exchanges = _accounts[account].Exchanges;
            var row = _rowOf[account];
            if (row >= 0 ? exchanges != _rows[row].Exchanges : exchanges >= FewestExchanges)
                _changed.Add(row >= 0 ? row : Append(account));
        }
    }

    private int Append(int account)
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(1024, Room.For(Count)));
            Array.Resize(ref _means, _rows.Length * Embedding.Dimensions);
        }

        _rows[Count].Account = account;
        _rowOf[account] = Count;
        return Count++;
    }

    private int CountEmbedded()
    {
        var count = 0;
        foreach (var row in _changed)
            count += _rows[row].Embedded > 0 ? 1 : 0;
        return count;
    }

    private void Read(int block)
    {
        var difference = _differences.AsSpan(block * Embedding.Dimensions, Embedding.Dimensions);
        for (var i = block * Block; i < Math.Min(_changed.Count, (block + 1) * Block); i++)
        {
            var row = _changed[i];
            var mean = MeanOf(row);
            TensorPrimitives.Subtract(difference, mean, difference);
            AccountRow.Read(_rows[row].Account, _accounts[_rows[row].Account], ref _rows[row], mean);
            TensorPrimitives.Add(difference, mean, difference);
        }
    }
}
