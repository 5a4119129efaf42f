using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;

namespace Stillhound.Core.Profiles;

/// <summary>Adds one fingerprint to one profile. The only writer of traffic into profiles.</summary>
internal static class ProfileUpdate
{
    private const long HourMs = 3_600_000;

    // 1970-01-01 was a Thursday; weeks here begin on Monday.
    private const long MondayShiftHours = 72;

    /// <summary>A TLS round trip that exceeds the TCP one by this much hints at a relay between client and server.</summary>
    private const float RttGapMs = 40;

    /// <summary>Hour of the week of a time, Monday 00:00 UTC is 0.</summary>
    public static int HourOfWeek(long timeMs) => (int)(((timeMs / HourMs) + MondayShiftHours) % 168);

    /// <summary>Adds <paramref name="f"/>; <paramref name="seen"/> says what the link index knew of its phrases.</summary>
    public static void Apply(ref Profile p, in Fingerprint f, PhraseSightings seen, uint newestModel)
    {
        if (ProfileShares.IsFull(p.Exchanges))
            HalveCounts(ref p);
        CountTime(ref p, f.Time);
        p.Exchanges++;
        CountTokens(ref p, f);
        CountDistinct(ref p, f);
        CountShape(ref p, f, seen);
        for (var kind = 0; kind < TraitKinds.Count; kind++)
            p.Traits.Add(kind, f.Traits[kind]);
        if (newestModel != 0 && f.Traits[(int)TraitKind.Model] == newestModel)
            Bump(ref p.NewestModel);
        if (f.PromptWords > 0)
            AddEmbedding(ref p, f);
        if (f.Script != Script.None)
            p.Scripts.Add(f.Script);
        if (f.Context != ContextFlags.None)
        {
            p.Context.Add(f.Context);
            p.ContextLabels |= f.ContextLabels;
        }
    }

    private static void CountTime(ref Profile p, long time)
    {
        var sits = true;
        if (p.Exchanges == 0)
        {
            p.FirstMs = time;
            p.LastMs = time;
            p.SixHourHead = (int)(time / SixHourBins.WidthMs);
        }
        else
        {
            var bin = GapScale.BinOf(Math.Abs(time - p.LastMs));
            sits = bin >= GapScale.FirstBetweenSittings;
            if (p.Gaps[bin] < ushort.MaxValue)
                p.Gaps[bin]++;
            p.FirstMs = Math.Min(p.FirstMs, time);
            p.LastMs = Math.Max(p.LastMs, time);
        }

        var hour = HourOfWeek(time);
        CountIn(p.HourOfWeek, hour);
        var six = (int)(time / SixHourBins.WidthMs);
        if (six > p.SixHourHead)
            MoveTo(ref p, six);
        if (six > p.SixHourHead - SixHourBins.Length && p.SixHours[six % SixHourBins.Length] < byte.MaxValue)
            p.SixHours[six % SixHourBins.Length]++;
        if (sits)
            CountSitting(ref p, six / DayBins.PerDay, hour % 24);
    }

    /// <summary>Makes a six-hour bin the newest; what falls out of two weeks is forgotten.</summary>
    private static void MoveTo(ref Profile p, int six)
    {
        for (var at = p.SixHourHead + 1; at <= six && at <= p.SixHourHead + SixHourBins.Length; at++)
            p.SixHours[at % SixHourBins.Length] = 0;
        var (head, day) = (p.SixHourHead / DayBins.PerDay, six / DayBins.PerDay);
        for (var at = head + 1; at <= day && at <= head + DayBins.Length; at++)
            p.DaySittings[at % DayBins.Length] = 0;
        p.SixHourHead = six;
    }

    private static void CountSitting(ref Profile p, int day, int hour)
    {
        CountIn(p.HourSittings, hour);
        if (day > (p.SixHourHead / DayBins.PerDay) - DayBins.Length && p.DaySittings[day % DayBins.Length] < byte.MaxValue)
            p.DaySittings[day % DayBins.Length]++;
    }

    /// <summary>Counts one in a bin; where it is full, all are halved.</summary>
    private static void CountIn(Span<byte> bins, int at)
    {
        if (bins[at] == byte.MaxValue)
            Halve(bins);
        bins[at]++;
    }

    private static void CountTokens(ref Profile p, in Fingerprint f)
    {
        if (f.InputTokens > 0)
            p.InputTokens += f.InputTokens;
        if (f.OutputTokens >= 0)
        {
            p.OutputTokens += f.OutputTokens;
            p.LogOutput += MathF.Log(f.OutputTokens + 1f);
            Bump(ref p.WithOutput);
        }
    }

    private static void CountDistinct(ref Profile p, in Fingerprint f)
    {
        Mark(ref p.Addresses, f.Ip);
        Mark(ref p.EndUsers, f.EndUser);
        Mark(ref p.Clients, f.Traits[(int)TraitKind.UserAgent] ^ (f.Traits[(int)TraitKind.Tls] * 31));
    }

    private static void CountShape(ref Profile p, in Fingerprint f, PhraseSightings seen)
    {
        var flags = f.Flags;
        if ((flags & ExchangeFlags.HasContent) != 0)
        {
            Bump(ref p.WithContent);
            if (p.Capabilities[(int)f.Capability] < ushort.MaxValue)
                p.Capabilities[(int)f.Capability]++;
            if (seen == PhraseSightings.AllShared)
                Bump(ref p.RepeatedItems);
            else if (seen == PhraseSightings.Own)
                Bump(ref p.OwnRepeats);
        }

        if (f.Turn > 0)
            Bump(ref p.WithTurn);
        BumpIf(ref p.FirstTurns, flags, ExchangeFlags.FirstTurn);
        BumpIf(ref p.Refused, flags, ExchangeFlags.Refused);
        BumpIf(ref p.AsksReasoning, flags, ExchangeFlags.AsksReasoning);
        BumpIf(ref p.AsksGrading, flags, ExchangeFlags.AsksGrading);
        BumpIf(ref p.AsksTasks, flags, ExchangeFlags.AsksTasks);
        var refused = (flags & ExchangeFlags.Refused) != 0;
        if (refused && p.Exchanges <= ushort.MaxValue)
            p.RefusedAt += (uint)p.Exchanges;
        if (p.Exchanges > 1 && refused != ((p.Flags & ProfileFlags.LastRefused) != 0))
            Bump(ref p.RefusalSwitches);
        p.Flags = refused ? p.Flags | ProfileFlags.LastRefused : p.Flags & ~ProfileFlags.LastRefused;
        if (!float.IsNaN(f.RttGapMs))
        {
            Bump(ref p.WithRtt);
            if (f.RttGapMs > RttGapMs)
                Bump(ref p.RttGaps);
        }
    }

    private static void AddEmbedding(ref Profile p, in Fingerprint f)
    {
        p.LogWords += MathF.Log(f.PromptWords + 1);
        if (p.EmbeddingCount >= 200)
            HalveEmbedding(ref p);
        p.EmbeddingCount++;
        Span<short> sum = p.Embedding;
        ref var from = ref Unsafe.As<EmbeddingBytes, sbyte>(ref Unsafe.AsRef(in f.Embedding));
        ref var to = ref MemoryMarshal.GetReference(sum);
        // 200 additions of at most 127 stay inside 16 bits.
        for (var i = 0; i < Embedding.Dimensions; i += 32)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            (Vector256.LoadUnsafe(ref to, (nuint)i) + low).StoreUnsafe(ref to, (nuint)i);
            (Vector256.LoadUnsafe(ref to, (nuint)i + 16) + high).StoreUnsafe(ref to, (nuint)i + 16);
        }
    }

    /// <summary>
    /// Halves all counts of exchanges and the sums that are divided by them, so that none is ever full and what they come to together
    /// stays as it is: older traffic fades.
    /// </summary>
    private static void HalveCounts(ref Profile p)
    {
        p.WithContent >>= 1;
        p.WithTurn >>= 1;
        p.FirstTurns >>= 1;
        p.Refused >>= 1;
        p.RefusalSwitches >>= 1;
        p.AsksReasoning >>= 1;
        p.AsksGrading >>= 1;
        p.AsksTasks >>= 1;
        p.WithRtt >>= 1;
        p.RttGaps >>= 1;
        p.RepeatedItems >>= 1;
        p.OwnRepeats >>= 1;
        p.WithOutput >>= 1;
        p.NewestModel >>= 1;
        p.LogWords /= 2;
        p.LogOutput /= 2;
        foreach (ref var count in (Span<ushort>)p.Gaps)
            count >>= 1;
        foreach (ref var count in (Span<ushort>)p.Capabilities)
            count >>= 1;
        p.Traits.Halve();
        p.Phrases.Halve();
    }

    private static void HalveEmbedding(ref Profile p)
    {
        foreach (ref var value in (Span<short>)p.Embedding)
            value /= 2;
        p.EmbeddingCount /= 2;
    }

    private static void Halve(Span<byte> bins)
    {
        foreach (ref var bin in bins)
            bin >>= 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BumpIf(ref ushort counter, ExchangeFlags flags, ExchangeFlags flag)
    {
        if ((flags & flag) != 0)
            Bump(ref counter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bump(ref ushort counter)
    {
        // Only states that were saved before counts were halved have full ones.
        if (counter < ushort.MaxValue)
            counter++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mark(ref ulong bitmap, uint key)
    {
        if (key != 0)
            bitmap |= 1ul << (int)((key * 0x9E3779B1u) >> 26);
    }
}
