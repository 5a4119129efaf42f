using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Links;

/// <summary>
/// Phrase key to the account that used it, or to the fact that several did. Set-associative and bounded: a key that only one account
/// ever used is a passer-by and gives way, the longest unused first; a key that accounts share is kept, however popular.
/// Which accounts share a key is read from the profiles, each of which lists its own most used shared keys, so that no
/// pair of accounts is ever expanded.
/// </summary>
internal sealed class LinkIndex : IKept
{
    private const int Ways = 4;
    private const int SmallestBits = 18;
    private Link[] _links = [];
    [Scratch]
    private nint _start; // bytes to the first set, so that every set is one line of the cache
    private int _bits;

    public LinkIndex(int bits = SmallestBits) => Allocate(bits);

    /// <summary>Slots, for memory accounting.</summary>
    public int Capacity => 1 << _bits;

    /// <summary>Asks the processor to fetch the sets of an exchange's phrases, ahead of <see cref="Observe"/>.</summary>
    public unsafe void Prefetch(in Fingerprint f)
    {
        if (!Sse.IsSupported)
            return;
        for (var i = 0; i < f.PhraseCount; i++)
        {
            // Unsafe because a prefetch takes an address. The links never move.
            Sse.Prefetch0(Unsafe.AsPointer(ref SetOf(f.Phrases[i])));
        }
    }

    /// <summary>
    /// Records that an account used the phrases of an exchange.
    /// </summary>
    /// <param name="f">The exchange.</param>
    /// <param name="account">Index of the account.</param>
    /// <param name="shared">Receives the phrases that other accounts use too, at most <see cref="PhraseKeys.Capacity"/>.</param>
    /// <param name="sharedCount">How many of <paramref name="shared"/> were set.</param>
    public PhraseSightings Observe(in Fingerprint f, int account, Span<SharedPhrase> shared, out int sharedCount)
    {
        sharedCount = 0;
        if (f.PhraseCount == 0)
            return PhraseSightings.None;
        var minute = (int)(f.Time / 60_000);
        var own = 0;
        for (var i = 0; i < f.PhraseCount; i++)
        {
            var key = f.Phrases[i];
            ref var link = ref Find(key, minute);
            if (link.Key != key)
            {
                link = new Link { Key = key, Account = account, LastMinute = minute };
                continue;
            }

            link.LastMinute = minute;
            if (link.Account != account)
            {
                shared[sharedCount++] = new SharedPhrase(Tag(key), link.Account);
                link.Account = Link.Many;
            }
            else
            {
                own++;
            }
        }

        if (sharedCount == f.PhraseCount)
            return f.PhraseCount > 1 ? PhraseSightings.AllShared : PhraseSightings.Mixed;
        return sharedCount > 0 ? PhraseSightings.Mixed : own > 0 ? PhraseSightings.Own : PhraseSightings.Fresh;
    }

    /// <summary>The half of a phrase key that profiles keep.</summary>
    public static uint Tag(ulong key) => ClientKeys.Fold(key * 0x9E3779B97F4A7C15ul);

    /// <summary>Makes room for more accounts: about eight links an account, never fewer than the smallest table.</summary>
    public void GrowFor(int accounts)
    {
        while (accounts * 8L > Capacity && _bits < 30)
        {
            var old = MemoryMarshal.CreateReadOnlySpan(ref First, Capacity);
            Allocate(_bits + 1);
            foreach (ref readonly var link in old)
            {
                if (link.Key != 0)
                    Find(link.Key, link.LastMinute) = link;
            }
        }
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        var slots = state.Length(Capacity, Unsafe.SizeOf<Link>());
        if (slots != Capacity)
        {
            if (!BitOperations.IsPow2(slots))
                throw new StateException(StateFault.Damaged, "links come in powers of two");
            Allocate(BitOperations.Log2((uint)slots));
        }

        state.Span(MemoryMarshal.CreateSpan(ref First, slots));
    }

    private ref Link First => ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_links), _start);

    private unsafe void Allocate(int bits)
    {
        const int Line = Ways * 16;
        _bits = bits;
        // Pinned, so that where it lies to the lines of the cache stays as it is; a set over two of them costs two misses.
        _links = GC.AllocateArray<Link>((1 << bits) + Ways, pinned: true);
        _start = (nint)(-(long)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_links)) & (Line - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Link SetOf(ulong key) => ref Unsafe.Add(ref First, (nint)((key * 0xD6E8FEB86659FD93ul) >> (64 - _bits)) & ~(Ways - 1));

    /// <summary>The key's link, or the one that it may take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Link Find(ulong key, int minute)
    {
        ref var set = ref SetOf(key);
        for (var way = 0; way < Ways; way++)
        {
            if (Unsafe.Add(ref set, way).Key == key)
                return ref Unsafe.Add(ref set, way);
        }

        return ref Victim(ref set, minute);
    }

    /// <summary>The link of a set that a new key takes: a free one, else the longest unused.</summary>
    private static ref Link Victim(ref Link set, int minute)
    {
        var worst = long.MinValue;
        for (var way = 0; way < Ways; way++)
        {
            ref var link = ref Unsafe.Add(ref set, way);
            // Shared keys outlive passers-by by a month; among equals the first goes. Which one it is cannot be foretold, so
            // that it is the largest of four numbers and not the outcome of four branches.
            var age = minute - (long)link.LastMinute - ((link.Account >> 31) & 43_200) + (link.Key == 0 ? 1L << 40 : 0);
            worst = Math.Max(worst, (age << 2) | (uint)(Ways - 1 - way));
        }

        return ref Unsafe.Add(ref set, Ways - 1 - (int)(worst & (Ways - 1)));
    }

    /// <summary>A phrase that several accounts use.</summary>
    /// <param name="Tag">The half of the key that profiles keep.</param>
    /// <param name="First">The account that used it alone until now, or -1.</param>
    public readonly record struct SharedPhrase(uint Tag, int First);

    // Sixteen bytes, so that a set is one line of the cache's size.
    private struct Link
    {
        public const int Many = -1;
        public ulong Key;
        public int Account;
        public int LastMinute;
    }
}
