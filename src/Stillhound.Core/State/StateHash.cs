using System.Numerics;
using System.Runtime.InteropServices;

namespace Stillhound.Core.State;

/// <summary>
/// The 64-bit xxHash of what was added so far (Collet, "xxHash fast digest algorithm", seed 0). It tells accidents from what was
/// written, at the speed of memory; it is no proof against somebody who wants to deceive.
/// </summary>
internal sealed class StateHash
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;
    private const ulong P4 = 0x85EBCA77C2B2AE63;
    private const ulong P5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    private readonly byte[] _rest = new byte[Stripe];
    private int _held;
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public StateHash() => Begin();

    /// <summary>Bytes added.</summary>
    public long Length { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        (_a, _b, _c, _d) = (unchecked(P1 + P2), P2, 0, unchecked(0 - P1));
        (_held, Length) = (0, 0);
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (_held + bytes.Length < Stripe)
        {
            bytes.CopyTo(_rest.AsSpan(_held));
            _held += bytes.Length;
            return;
        }

        if (_held > 0)
        {
            var fill = Stripe - _held;
            bytes[..fill].CopyTo(_rest.AsSpan(_held));
            AddStripes(_rest);
            bytes = bytes[fill..];
        }

        var whole = bytes.Length & ~(Stripe - 1);
        AddStripes(bytes[..whole]);
        bytes[whole..].CopyTo(_rest);
        _held = bytes.Length - whole;
    }

    /// <summary>The hash of what was added; more may be added afterwards.</summary>
    public ulong Value()
    {
        var hash = Length >= Stripe ? Lanes() : P5;
        hash += (ulong)Length;
        ReadOnlySpan<byte> rest = _rest.AsSpan(0, _held);
        for (; rest.Length >= 8; rest = rest[8..])
            hash = (BitOperations.RotateLeft(hash ^ Round(0, MemoryMarshal.Read<ulong>(rest)), 27) * P1) + P4;
        if (rest.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (MemoryMarshal.Read<uint>(rest) * P1), 23) * P2) + P3;
            rest = rest[4..];
        }

        foreach (var one in rest)
            hash = BitOperations.RotateLeft(hash ^ (one * P5), 11) * P1;
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return hash ^ (hash >> 32);
    }

    /// <summary>The hash of some bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new StateHash();
        hash.Add(bytes);
        return hash.Value();
    }

    private void AddStripes(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (a, b, c, d) = (_a, _b, _c, _d);
        for (; words.Length >= 4; words = words[4..])
        {
            a = Round(a, words[0]);
            b = Round(b, words[1]);
            c = Round(c, words[2]);
            d = Round(d, words[3]);
        }

        (_a, _b, _c, _d) = (a, b, c, d);
    }

    private ulong Lanes()
    {
        var hash = BitOperations.RotateLeft(_a, 1) + BitOperations.RotateLeft(_b, 7) + BitOperations.RotateLeft(_c, 12) + BitOperations.RotateLeft(_d, 18);
        hash = ((hash ^ Round(0, _a)) * P1) + P4;
        hash = ((hash ^ Round(0, _b)) * P1) + P4;
        hash = ((hash ^ Round(0, _c)) * P1) + P4;
        return ((hash ^ Round(0, _d)) * P1) + P4;
    }

    private static ulong Round(ulong lane, ulong word) => BitOperations.RotateLeft(lane + (word * P2), 31) * P1;
}
