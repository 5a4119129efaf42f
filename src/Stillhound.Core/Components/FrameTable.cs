using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Components;

/// <summary>
/// The combinations of settings that were seen lately, with some of the accounts that showed each. Bounded: a combination that
/// one account alone showed gives way to a new one, and so does one that nobody has shown for two weeks, unless it has a signature.
/// </summary>
internal sealed class FrameTable : IKept
{
    private const int Ways = 4;
    private const int Bits = 12;
    private const long ForgottenAfterMs = 14 * 86_400_000L;

    private readonly Entry[] _entries = new Entry[1 << Bits];

    /// <summary>Exchanges counted, with settings or without.</summary>
    public long Counted { get; private set; }

    /// <summary>All entries; those with key 0 are free.</summary>
    public Span<Entry> Entries => _entries;

    /// <summary>Counts one exchange and returns the signature of its settings, or 0.</summary>
    public int Count(in Fingerprint f, int account)
    {
        Counted++;
        var key = Frame.Of(f);
        if (key == 0)
            return 0;
        ref var entry = ref Find(key, f.Time);
        if (entry.Key != key && !Take(ref entry, key, f))
            return 0;
        entry.Exchanges++;
        entry.LastMs = f.Time;
        entry.Users |= 1ul << (int)(((uint)account * 0x9E3779B1u) >> 26);
        if (entry.Sampled < Sample.Length)
            entry.Note(account);
        return entry.Signature;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        Counted = state.Value(Counted);
        state.Span(_entries.AsSpan());
    }

    /// <summary>The entry of a key, or the one of its set that fewest accounts showed.</summary>
    private ref Entry Find(uint key, long nowMs)
    {
        ref var set = ref _entries[(int)((key * 0x9E3779B1u) >> (32 - Bits)) & ~(Ways - 1)];
        var least = 0;
        for (var way = 0; way < Ways; way++)
        {
            ref var entry = ref Unsafe.Add(ref set, way);
            if (entry.Key == key)
                return ref entry;
            if (Rank(entry, nowMs) < Rank(Unsafe.Add(ref set, least), nowMs))
                least = way;
        }

        return ref Unsafe.Add(ref set, least);
    }

    private static long Rank(in Entry entry, long nowMs) =>
        IsForgotten(entry, nowMs) ? -1 : ((long)BitOperations.PopCount(entry.Users) << 50) + (entry.LastMs >> 8);

    private static bool IsForgotten(in Entry entry, long nowMs) => entry.Signature == 0 && entry.LastMs < nowMs - ForgottenAfterMs;

    private static bool Take(ref Entry entry, uint key, in Fingerprint f)
    {
        if (entry.Key != 0 && (entry.Users & (entry.Users - 1)) != 0 && !IsForgotten(entry, f.Time))
            return false; // several accounts show it: it stays
        entry = new Entry { Key = key };
        for (var i = 0; i < Frame.Kinds.Length; i++)
            entry.Values[i] = f.Traits[(int)Frame.Kinds[i]];
        return true;
    }

    /// <summary>One combination of settings.</summary>
    public struct Entry
    {
        public uint Key;
        public int Signature;
        public int Exchanges;
        public int Sampled;
        public long LastMs;
        public ulong Users; // accounts, as a linear-counting bitmap
        public FrameValues Values;
        public Sample Accounts;

        /// <summary>How many of the settings are known.</summary>
        public readonly int Known => Frame.Kinds.Length - ((ReadOnlySpan<uint>)Values).Count(0u);

        public void Note(int account)
        {
            Span<int> known = Accounts;
            if (known[..Sampled].Contains(account))
                return;
            known[Sampled++] = account;
        }
    }

    /// <summary>The settings by <see cref="Frame.Kinds"/>.</summary>
    [InlineArray(5)]
    public struct FrameValues
    {
        private uint _first;
    }

    /// <summary>The first accounts that showed it.</summary>
    [InlineArray(Length)]
    public struct Sample
    {
        public const int Length = 24;
        private int _first;
    }
}
