using System.Runtime.CompilerServices;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>
/// Holds exchanges until no earlier one can come, then releases them in order of time; equal times go by account and content, so that
/// findings do not depend on how a log was cut into files. Batches are taken over whole: what is put in order are places, and in a log that is in order not even
/// those move. Pages are reused, so it allocates only while it grows, or grows again after it has shrunk to less than half.
/// </summary>
internal sealed class ReorderBuffer : IKept
{
    /// <summary>Places between an exchange and the one whose account and phrases are asked for.</summary>
    private const int FarAhead = 12;

    /// <summary>Places between an exchange and the one whose profile is asked for.</summary>
    private const int NearAhead = 4;

    /// <summary>An exchange this much later than the watermark may not keep the rest of its batch in memory.</summary>
    private const long StrayMs = 86_400_000;

    /// <summary>Large enough (168 KB) that a collection leaves it where it is: a page of half that lives through two, and is moved by both.</summary>
    private const int SmallPage = 512;

    /// <summary>Exchanges that are kept together.</summary>
    private const int Part = 1024;

    /// <summary>Empty pages that are kept beside as many as are full.</summary>
    private const int SparePages = 8;

    private readonly List<FingerprintPage?> _pages = [];
    private readonly Stack<int> _freePlaces = new();
    [Scratch]
    private readonly Stack<FingerprintPage> _freePages = new();
    [Scratch]
    private readonly Stack<FingerprintPage> _freeSmallPages = new();
    private Waiting[] _waiting = new Waiting[4096];
    [Scratch]
    private Waiting[] _merge = [];
    private int _head;
    private int _tail;
    private int _sorted; // end of the part that is in order
    private long _sequence;
    [Scratch]
    private int _small = -1; // page that small batches are copied into
    [Scratch]
    private int _strays = -1; // page that strays are copied into

    /// <summary>Number of exchanges held.</summary>
    public int Count => _tail - _head;

    /// <summary>Takes the exchanges of a batch, which is empty afterwards.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="released">Time of the newest exchange released; older ones are left out.</param>
    /// <param name="watermark">Time before which little more will come.</param>
    /// <param name="leftOut">Told of every exchange that is left out: its time and its account.</param>
    /// <returns>How many were left out.</returns>
    public int Add(FingerprintBatch batch, long released, long watermark, Action<DateTimeOffset, string>? leftOut = null)
    {
        var count = batch.Count;
        MakeRoom(count);
        // A page that a small batch leaves mostly empty would be a waste of memory while it waits.
        var whole = count * 2 >= batch.Page.Capacity;
        var page = batch.Page;
        var place = whole ? Hold(page) : -1;
        var stray = watermark > long.MaxValue - StrayMs ? long.MaxValue : watermark + StrayMs;
        var late = 0;
        for (var i = 0; i < count; i++)
        {
            ref readonly var item = ref page[i];
            if (item.Time < released)
            {
                late++;
                leftOut?.Invoke(DateTimeOffset.FromUnixTimeMilliseconds(item.Time), Encoding.UTF8.GetString(page.NameOf(item)));
            }
            else if (item.Time > stray)
                Copy(item, page.NameOf(item), ref _strays);
            else if (!whole)
                Copy(item, page.NameOf(item), ref _small);
            else
                Append(item, place, i);
        }

        if (whole)
        {
            batch.Exchange((page.Capacity > SmallPage ? _freePages : _freeSmallPages).TryPop(out var empty) ? empty : new FingerprintPage(page.Capacity));
            if (page.Waiting == 0)
                Free(place);
        }
        else
        {
            batch.Clear();
        }

        return late;
    }

    /// <summary>Hands every exchange that is not after <paramref name="until"/> to <paramref name="release"/>, in order.</summary>
    public void Release(long until, IReleased release)
    {
        Order();
        while (_head < _tail && _waiting[_head].Time <= until)
        {
            if (_head + FarAhead < _tail)
                release.Approach(ItemAt(_waiting[_head + FarAhead]));
            if (_head + NearAhead < _tail)
                release.Near(ItemAt(_waiting[_head + NearAhead]));
            var next = _waiting[_head++];
            var page = _pages[next.Page]!;
            ref readonly var item = ref page[next.Index];
            release.Take(item, page.NameOf(item));
            if (--page.Waiting == 0 && next.Page != _small && next.Page != _strays)
                Free(next.Page);
        }

        if (_head == _tail)
            _head = _tail = _sorted = 0;
        DropSpares();
    }

    /// <summary>A rush of exchanges leaves pages behind that its aftermath does not fill.</summary>
    private void DropSpares()
    {
        var most = SparePages + _pages.Count - _freePlaces.Count;
        while (_freePages.Count > most)
            _freePages.Pop();
        while (_freeSmallPages.Count > most)
            _freeSmallPages.Pop();
    }

    /// <inheritdoc/>
    /// <remarks>What waits, in the order in which it stands; pages are filled anew.</remarks>
    public void Keep(StateStream state)
    {
        _sequence = state.Value(_sequence);
        var count = state.Length(Count, Unsafe.SizeOf<Fingerprint>());
        var sorted = state.Value(_sorted - _head);
        if (state.Reads)
            MakeRoom(count);
        for (var first = 0; first < count; first += Part)
            KeepPart(state, _head + first, Math.Min(Part, count - first));
        if (state.Reads)
            _sorted = sorted;
    }

    /// <summary>The account's name of each exchange that waits.</summary>
    public void TellNames(Action<ReadOnlySpan<byte>> told)
    {
        for (var i = _head; i < _tail; i++)
            told(_pages[_waiting[i].Page]!.NameOf(ItemAt(_waiting[i])));
    }

    /// <summary>Drops the exchanges of an account.</summary>
    /// <param name="account">Hash of its name.</param>
    /// <returns>How many were dropped.</returns>
    public int Forget(ulong account)
    {
        var (into, sorted) = (_head, _sorted);
        for (var i = _head; i < _tail; i++)
        {
            var waiting = _waiting[i];
            if (ItemAt(waiting).Account != account)
            {
                _waiting[into++] = waiting;
                continue;
            }

            sorted -= i < _sorted ? 1 : 0;
            if (--_pages[waiting.Page]!.Waiting == 0 && waiting.Page != _small && waiting.Page != _strays)
                Free(waiting.Page);
        }

        var dropped = _tail - into;
        (_tail, _sorted) = (into, sorted);
        return dropped;
    }

    /// <summary>Moves the labels of what waits.</summary>
    public void Relabel(LabelMove move)
    {
        foreach (var page in _pages)
            page?.Relabel(move);
    }

    private void KeepPart(StateStream state, int first, int count)
    {
        var page = new FingerprintPage(Math.Max(count, SmallPage));
        var sequences = new long[count];
        for (var i = 0; i < count && !state.Reads; i++)
        {
            ref readonly var item = ref ItemAt(_waiting[first + i]);
            page.Add(item, _pages[_waiting[first + i].Page]!.NameOf(item));
            sequences[i] = _waiting[first + i].Sequence;
        }

        state.Part(page);
        sequences = state.Array(sequences);
        if (!state.Reads)
            return;
        var place = Hold(page);
        page.Waiting = count;
        for (var i = 0; i < count; i++)
            _waiting[_tail++] = new Waiting(page[i].Time, TieOf(page[i]), sequences[i], place, i);
    }

    private ref readonly Fingerprint ItemAt(in Waiting waiting) => ref _pages[waiting.Page]![waiting.Index];

    private void Append(in Fingerprint item, int page, int index)
    {
        var waiting = new Waiting(item.Time, TieOf(item), _sequence++, page, index);
        if (_sorted == _tail && (_tail == _head || waiting.CompareTo(_waiting[_tail - 1]) > 0))
            _sorted++;
        _waiting[_tail++] = waiting;
        _pages[page]!.Waiting++;
    }

    /// <summary>What decides between equal times: the account, and what an exchange of it leaves in its profile.</summary>
    private static ulong TieOf(in Fingerprint item)
    {
        var content = ((ulong)(uint)item.InputTokens << 32) ^ ((ulong)(uint)item.OutputTokens << 12) ^ (uint)item.PromptWords ^ ((ulong)item.Flags << 48);
        return Hash64.Combine(item.Account, content ^ item.Phrases[0]);
    }

    private void Copy(in Fingerprint item, ReadOnlySpan<byte> name, ref int place)
    {
        if (place >= 0 && _pages[place]!.Count == _pages[place]!.Capacity)
        {
            if (_pages[place]!.Waiting == 0)
                Free(place);
            place = -1;
        }

        if (place < 0)
            place = Hold(_freeSmallPages.TryPop(out var empty) ? empty : new FingerprintPage(SmallPage));
        var page = _pages[place]!;
        page.Add(item, name);
        Append(item, place, page.Count - 1);
    }

    private int Hold(FingerprintPage page)
    {
        page.Waiting = 0;
        if (_freePlaces.TryPop(out var place))
        {
            _pages[place] = page;
            return place;
        }

        _pages.Add(page);
        return _pages.Count - 1;
    }

    private void Free(int place)
    {
        var page = _pages[place]!;
        _pages[place] = null;
        _freePlaces.Push(place);
        page.Clear();
        (page.Capacity > SmallPage ? _freePages : _freeSmallPages).Push(page);
    }

    private void MakeRoom(int more)
    {
        if (_tail + more <= _waiting.Length)
            return;
        var held = _waiting.AsSpan(_head.._tail);
        var room = Count + more <= _waiting.Length / 2 ? _waiting : new Waiting[Math.Max(_waiting.Length * 2, Count + more)];
        held.CopyTo(room);
        _waiting = room;
        _sorted -= _head;
        _tail -= _head;
        _head = 0;
    }

    /// <summary>Sorts what came out of order and merges it with the part that it reaches back into.</summary>
    private void Order()
    {
        if (_sorted == _tail)
            return;
        var fresh = _waiting.AsSpan(_sorted.._tail);
        fresh.Sort();
        if (_sorted > _head && fresh[0].CompareTo(_waiting[_sorted - 1]) < 0)
            MergeBack(fresh.Length);
        _sorted = _tail;
    }

    private void MergeBack(int fresh)
    {
        if (_merge.Length < fresh)
            _merge = new Waiting[Math.Max(fresh, _merge.Length * 2)];
        _waiting.AsSpan(_sorted, fresh).CopyTo(_merge);
        var into = _tail - 1;
        var old = _sorted - 1;
        for (var i = fresh - 1; i >= 0;)
        {
            if (old >= _head && _waiting[old].CompareTo(_merge[i]) > 0)
                _waiting[into--] = _waiting[old--];
            else
                _waiting[into--] = _merge[i--];
        }
    }

    /// <summary>Takes what the buffer releases.</summary>
    public interface IReleased
    {
        /// <summary>Takes one exchange with its account's name.</summary>
        void Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name);

        /// <summary>An exchange is some places away: memory that it leads to may be asked for.</summary>
        void Approach(in Fingerprint fingerprint);

        /// <summary>An exchange is few places away: what it led to should have come.</summary>
        void Near(in Fingerprint fingerprint);
    }

    private readonly record struct Waiting(long Time, ulong Tie, long Sequence, int Page, int Index) : IComparable<Waiting>
    {
        public int CompareTo(Waiting other)
        {
            if (Time != other.Time)
                return Time.CompareTo(other.Time);
            return Tie != other.Tie ? Tie.CompareTo(other.Tie) : Sequence.CompareTo(other.Sequence);
        }
    }
}
