using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Stillhound.Core.Components;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Early;

/// <summary>
/// The settings and shared phrases that accounts show in their first exchanges, each with the first accounts that did. A key
/// that has been about for days is no news, whoever shows it. Bounded: what fewest accounts showed, longest ago, gives way.
/// </summary>
internal sealed class NewKeys : IKept
{
    /// <summary>Exchanges of an account in which its keys are noted.</summary>
    public const int FirstExchanges = 4;

    private const int Ways = 4;
    private const int Several = 3;
    private const int FewestEntries = 1 << 10;
    private const int MostEntries = 1 << 16;

    // A key that many accounts showed is worth waiting longer for.
    private const long WaitForEachMs = 6 * 3_600_000L;
    private const int MostWaits = 32;
    private const long BeginnerMs = 2 * 86_400_000L;

    private readonly List<int> _touched = [];
    private Entry[] _entries = new Entry[FewestEntries];

    /// <summary>The entries to look at: an account came to them, or sent more, since <see cref="Forget"/>.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>An entry by its place.</summary>
    public ref Entry At(int place) => ref _entries[place];

    /// <summary>Notes an exchange that was counted in its account's profile.</summary>
    public void Saw(in Fingerprint f, int account, in Profile p, ReadOnlySpan<LinkIndex.SharedPhrase> shared)
    {
        if (f.Time - p.FirstMs > BeginnerMs)
            return;
        Note(Frame.Of(f), account, f.Time);
        foreach (var phrase in shared)
        {
            Note(phrase.Tag, account, f.Time);
            // Whoever showed it first did so before it was shared.
            if (phrase.First >= 0)
                Note(phrase.Tag, phrase.First, f.Time);
        }
    }

    /// <summary>Accounts that show keys which are new and have several, those of the newest keys first where there are more than are wanted.</summary>
    /// <param name="earliestMs">Event time from which a key is new.</param>
    /// <param name="most">About how many are wanted.</param>
    public HashSet<int> Beginners(long earliestMs, int most)
    {
        var places = New(earliestMs, Several);
        places.Sort((a, b) => _entries[b].LastMs != _entries[a].LastMs ? _entries[b].LastMs.CompareTo(_entries[a].LastMs) : a.CompareTo(b));
        var accounts = new HashSet<int>();
        foreach (var place in places)
        {
            if (accounts.Count >= most)
                break;
            foreach (var account in _entries[place].Known)
                accounts.Add(account);
        }

        return accounts;
    }

    /// <summary>Places of the keys that are new and that so many accounts show.</summary>
    public List<int> New(long earliestMs, int fewest)
    {
        var places = new List<int>();
        for (var place = 0; place < _entries.Length; place++)
        {
            if (_entries[place].Key != 0 && _entries[place].FirstMs >= earliestMs && _entries[place].Sampled >= fewest)
                places.Add(place);
        }

        return places;
    }

    /// <summary>Nothing is left to look at.</summary>
    public void Forget()
    {
        foreach (var place in _touched)
            _entries[place].IsTouched = 0;
        _touched.Clear();
    }

    /// <summary>Makes room for more accounts, between <see cref="Forget"/> and the next exchange.</summary>
    public void GrowFor(int accounts)
    {
        var wanted = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)accounts / 4), FewestEntries, MostEntries);
        if (wanted <= _entries.Length)
            return;
        var old = _entries;
        _entries = new Entry[wanted];
        foreach (ref readonly var entry in old.AsSpan())
        {
            if (entry.Key != 0)
                Find(entry.Key) = entry;
        }
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.List(_touched);
        _entries = state.Array(_entries);
        if (state.Reads && (_entries.Length < FewestEntries || !BitOperations.IsPow2(_entries.Length)))
            throw new StateException(StateFault.Damaged, "new keys come in powers of two");
    }

    private void Note(uint key, int account, long timeMs)
    {
        if (key == 0)
            return;
        ref var entry = ref Find(key);
        if (entry.Key != key)
        {
            // What was touched may have to be looked at; a place that is taken over is looked at for its new key.
            var touched = entry.IsTouched;
            entry = new Entry { Key = key, FirstMs = timeMs, IsTouched = touched };
        }

        entry.LastMs = timeMs;
        entry.Note(account);
        if (entry.IsTouched != 0 || entry.Sampled < EarlySearch.FewestAccounts)
            return;
        entry.IsTouched = 1;
        _touched.Add((int)(Unsafe.ByteOffset(ref _entries[0], ref entry) / Unsafe.SizeOf<Entry>()));
    }

    /// <summary>The entry of a key, or the one of its set that may go first.</summary>
    private ref Entry Find(uint key)
    {
        ref var set = ref _entries[(int)((key * 0x9E3779B1u) >> 7) & (_entries.Length - 1) & ~(Ways - 1)];
        var least = 0;
        for (var way = 0; way < Ways; way++)
        {
            ref var entry = ref Unsafe.Add(ref set, way);
            if (entry.Key == key)
                return ref entry;
            if (RankOf(entry) < RankOf(Unsafe.Add(ref set, least)))
                least = way;
        }

        return ref Unsafe.Add(ref set, least);
    }

    private static long RankOf(in Entry entry) => entry.LastMs + (WaitForEachMs * Math.Min(entry.Sampled, MostWaits));

    /// <summary>One key.</summary>
    public struct Entry
    {
        /// <summary>Event time at which an account first showed it in its first exchanges.</summary>
        public long FirstMs;

        /// <summary>Event time of the last.</summary>
        public long LastMs;

        public uint Key;

        /// <summary>How many of <see cref="Accounts"/> are set.</summary>
        public int Sampled;

        /// <summary>Exchanges that its accounts had sent when it was looked at.</summary>
        public int Looked;
        public int IsTouched;
        public Sample Accounts;

        /// <summary>Those of <see cref="Accounts"/> that are set.</summary>
        [UnscopedRef]
        public readonly ReadOnlySpan<int> Known => ((ReadOnlySpan<int>)Accounts)[..Sampled];

        public void Note(int account)
        {
            Span<int> known = Accounts;
            if (Sampled < Sample.Length && !known[..Sampled].Contains(account))
                known[Sampled++] = account;
        }
    }

    /// <summary>The first accounts that showed a key.</summary>
    [InlineArray(Length)]
    public struct Sample
    {
        public const int Length = 64;
        private int _first;
    }
}
