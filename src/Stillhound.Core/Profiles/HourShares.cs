using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Profiles;

/// <summary>Share of an account's exchanges by hour of the day, UTC. Read from the profile where it is asked for.</summary>
[InlineArray(24)]
internal struct HourShares
{
    private float _first;

    /// <summary>Adds up the seven days hour by hour, eight hours at a time.</summary>
    public static HourShares Of(in Profile p)
    {
        HourShares shares = default;
        Span<float> hours = shares;
        ReadOnlySpan<byte> week = p.HourOfWeek;
        Vector128<ushort> night = default, day = default, evening = default;
        for (var at = 0; at < week.Length; at += 24)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(week.Slice(at, 16)));
            night += low;
            day += high;
            evening += Vector128.WidenLower(Vector64.Create(week.Slice(at + 16, 8)).ToVector128());
        }

        var sum = 1f / Math.Max(1, (int)(Vector128.Sum(night) + Vector128.Sum(day) + Vector128.Sum(evening)));
        var scale = Vector256.Create(sum);
        (ToSingle(night) * scale).CopyTo(hours);
        (ToSingle(day) * scale).CopyTo(hours[8..]);
        (ToSingle(evening) * scale).CopyTo(hours[16..]);
        return shares;
    }

    /// <summary>Adds the shares to sums.</summary>
    public readonly void AddTo(Span<double> sums)
    {
        for (var hour = 0; hour < 24; hour += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(in _first, (nuint)hour));
            (Vector256.LoadUnsafe(ref sums[hour]) + low).StoreUnsafe(ref sums[hour]);
            (Vector256.LoadUnsafe(ref sums[hour + 4]) + high).StoreUnsafe(ref sums[hour + 4]);
        }
    }

    private static Vector256<float> ToSingle(Vector128<ushort> counts)
    {
        var (low, high) = Vector128.Widen(counts);
        return Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32());
    }
}
