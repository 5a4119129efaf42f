using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Profiles;

/// <summary>
/// The accounts that searches look at, as rows of plain numbers taken from their profiles. It lives as long as the engine: an
/// account keeps its row, rows are added in order of appearance, and a search reads again only the accounts that were active
/// since the last one, or all where rows are too much to keep.
/// </summary>
internal sealed class Population : IKept
{
    /// <summary>Fewest exchanges that make an account worth comparing.</summary>
    public const int FewestExchanges = 4;

    // Rows that one thread reads at a time. It also fixes the order in which means are added up.
    private const int Block = 256;

    private readonly AccountTable _accounts;
    [Scratch]
    private readonly List<int> _changed = [];
    private HashSet<int> _learned = [];
    private AccountRow[] _rows = [];
    private int[] _rowOf = [];
    [Scratch]
    private float[] _blocks = [];
    private int _known;

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
    [field: Scratch]
    public int FirstNew { get; private set; }

    /// <summary>The profile behind a row.</summary>
    public ref Profile ProfileOf(int row) => ref _accounts[_rows[row].Account];

    /// <summary>Asks the processor for the profiles behind rows, all of which are about to be read.</summary>
    public void Near(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            _accounts.NearAt(_rows[row].Account);
    }

    /// <summary>The row of an account, or -1.</summary>
    public int RowOf(int account) => account < _known ? _rowOf[account] : -1;

    /// <summary>Something was learned of an account, so that its row is to be read anew though it has sent nothing.</summary>
    public void Learned(int account) => _learned.Add(account);

    /// <summary>Takes the snapshot anew.</summary>
    public void Refresh(long nowMs)
    {
        NowMs = nowMs;
        FindChanged();
        Parallel.For(0, BlocksOf(_changed.Count), Read);
        FindCenter();
    }

    /// <summary>Takes a snapshot of the accounts that are given, and no others, however few exchanges they have.</summary>
    public void RefreshOf(long nowMs, IReadOnlyCollection<int> chosen)
    {
        NowMs = nowMs;
        _known = _accounts.Count;
        _rowOf = new int[_known];
        _rowOf.AsSpan().Fill(-1);
        _rows = new AccountRow[chosen.Count];
        _changed.Clear();
        (Count, FirstNew) = (0, 0);
        foreach (var account in chosen.Distinct().Order())
            _changed.Add(Append(account));
        Parallel.For(0, BlocksOf(_changed.Count), Read);
        FindCenter();
    }

    /// <summary>Whether rows were given back, so that nothing can be read before the next refresh.</summary>
    public bool IsRested => _rows.Length < Count;

    /// <summary>Gives back what only a search reads: all but which account has which row.</summary>
    public void Rest()
    {
        _blocks = [];
        _changed.Clear();
        _changed.TrimExcess();
        _rows = [];
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        NowMs = state.Value(NowMs);
        Count = state.Value(Count);
        _rows = state.Array(_rows, IsRested ? 0 : Count);
        _known = state.Value(_known);
        _rowOf = state.Array(_rowOf, _known);
        state.Span(Center.AsSpan());
        _learned = state.Set(_learned);
    }

    private static int BlocksOf(int rows) => (rows + Block - 1) / Block;

    private void FindChanged()
    {
        if (_rowOf.Length < _accounts.Count)
            Array.Resize(ref _rowOf, Room.For(_accounts.Count));
        _rowOf.AsSpan(_known, _accounts.Count - _known).Fill(-1);
        _known = _accounts.Count;
        _changed.Clear();
        FirstNew = Count;
        var unread = IsRested;
        if (unread)
            _rows = new AccountRow[Room.For(Count + NewFrom(0))];
        for (var account = 0; account < _known; account++)
        {
            var row = _rowOf[account];
            if (row >= 0 && unread)
                _rows[row].Account = account;
            if (row >= 0 ? unread || _accounts[account].Exchanges != _rows[row].Exchanges || _learned.Contains(account) : IsNew(account))
                _changed.Add(row >= 0 ? row : Append(account));
        }

        _learned.Clear();
    }

    private bool IsNew(int account) => _rowOf[account] < 0 && _accounts[account].Exchanges >= FewestExchanges;

    private int Append(int account)
    {
        if (Count == _rows.Length)
            Array.Resize(ref _rows, Math.Max(1024, Room.For(Count + NewFrom(account))));
        _rows[Count].Account = account;
        _rowOf[account] = Count;
        return Count++;
    }

    /// <summary>Accounts that are to get a row, from one on: growing once leaves less behind than growing often.</summary>
    private int NewFrom(int first)
    {
        var count = 0;
        for (var account = first; account < _known; account++)
            count += IsNew(account) ? 1 : 0;
        return count;
    }

    private void Read(int block)
    {
        for (var i = block * Block; i < Math.Min(_changed.Count, (block + 1) * Block); i++)
        {
            ref var row = ref _rows[_changed[i]];
            AccountRow.Read(row.Account, _accounts[row.Account], ref row);
        }
    }

    /// <summary>Adds up the means of all rows, by block and then block by block.</summary>
    private void FindCenter()
    {
        var blocks = BlocksOf(Count);
        if (_blocks.Length < blocks * Embedding.Dimensions)
            _blocks = new float[Room.For(blocks) * Embedding.Dimensions];
        Array.Clear(_blocks);
        Parallel.For(0, blocks, block =>
        {
            var sum = _blocks.AsSpan(block * Embedding.Dimensions, Embedding.Dimensions);
            for (var row = block * Block; row < Math.Min(Count, (block + 1) * Block); row++)
                MeanEmbedding.AddTo(ProfileOf(row), 1, sum);
        });
        Span<double> total = stackalloc double[Embedding.Dimensions];
        total.Clear();
        for (var at = 0; at < blocks * Embedding.Dimensions; at++)
            total[at % Embedding.Dimensions] += _blocks[at];
        var embedded = 0;
        for (var row = 0; row < Count; row++)
            embedded += _rows[row].Embedded > 0 ? 1 : 0;
        for (var d = 0; d < Embedding.Dimensions; d++)
            Center[d] = (float)(total[d] / Math.Max(1, embedded));
    }
}
