using System.Runtime.CompilerServices;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>Tokens by which accounts that claim to be strangers can turn out to be tied.</summary>
internal enum IdentityKind : byte
{
    /// <summary>Means of payment.</summary>
    Payment,

    /// <summary>Device at sign-up.</summary>
    Device,

    /// <summary>Network at sign-up.</summary>
    SignupNetwork,

    /// <summary>Mail address.</summary>
    Email,

    /// <summary>Network of the traffic.</summary>
    TrafficNetwork,
}

/// <summary>
/// The identity tokens that rows have in common, as dense numbers over all kinds, and how many rows show each. Most tokens are one
/// row's own and tie nobody: they get no number. Read anew at each search, which costs less than keeping them.
/// </summary>
[Scratch]
internal sealed class IdentityTokens
{
    /// <summary>Places for the tokens of one row: one for each kind, four for networks of the traffic.</summary>
    public const int Width = 8;

    private readonly Population _population;
    private readonly RoughCounts _rough = new();
    private readonly KeyNumbers _numbers = new();
    private int[] _holders = new int[1024]; // number 0 is "none"
    private int[] _tokens = new int[1024];
    private int[] _ends = [];
    private byte[] _held = [];
    private readonly StaleRows _stale = new();
    private uint[] _read = []; // the tokens of each row, as they were read
    private byte[] _shared = [];

    public IdentityTokens(Population population) => _population = population;

    /// <summary>How many different numbers were given, with 0 for none.</summary>
    public int Numbers { get; private set; } = 1;

    /// <summary>Tokens that more accounts than this show tie nobody: they belong to a place, not to a person.</summary>
    public static int Crowd(int population) => 4 + (population / 50);

    /// <summary>The numbers of the tokens of a row that another row shows too, by place.</summary>
    public ReadOnlySpan<int> Of(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        return _tokens.AsSpan(start, _ends[row] - start);
    }

    /// <summary>Places of a row that hold a token, one bit each.</summary>
    public int HeldBy(int row) => _held[row];

    /// <summary>Places of a row that hold a token which another row shows too; <see cref="Of"/> lists them in this order.</summary>
    public int SharedBy(int row) => _shared[row];

    /// <summary>How many rows show a token.</summary>
    public int Holders(int number) => _holders[number];

    /// <summary>Reads the tokens of all rows.</summary>
    public void Refresh()
    {
        var rows = _population.Count;
        if (_ends.Length < rows)
        {
            _ends = new int[Room.For(rows)];
            _held = new byte[_ends.Length];
            _shared = new byte[_ends.Length];
        }

        ReadChanged();
        _rough.Begin(4L * rows);
        for (var row = 0; row < rows; row++)
            CountTokens(row);
        var listed = 0;
        _numbers.Clear();
        Array.Clear(_holders);
        for (var row = 0; row < rows; row++)
            listed = List(row, listed);
        listed = KeepShared(rows);
        if (Room.IsMuch(rows))
            Release(listed);
    }

    /// <summary>Gives everything back until the next <see cref="Refresh"/>.</summary>
    public void Rest()
    {
        (_tokens, _ends, _held, _shared) = (new int[1024], [], [], []);
        _holders = new int[1024];
    }

    private static void Read(in Profile p, Span<uint> tokens)
    {
        (tokens[0], tokens[1], tokens[2], tokens[3]) = (p.Payment, p.Device, p.SignupNetwork, p.EmailHash);
        p.Traits.ValuesOf(TraitKind.Network).CopyTo(tokens[(int)IdentityKind.TrafficNetwork..]);
    }

    /// <summary>Reads what changed since the last time, where keeping it is not too much.</summary>
    private void ReadChanged()
    {
        var rows = _population.Count;
        if (Room.IsMuch(rows))
        {
            _stale.Forget();
            _read = [];
            return;
        }

        if (_read.Length < rows * Width)
            Array.Resize(ref _read, Room.For(rows) * Width);
        foreach (var row in _stale.Of(_population))
            Read(_population.ProfileOf(row), _read.AsSpan(row * Width, Width));
    }

    private ReadOnlySpan<uint> TokensOf(int row, Span<uint> room)
    {
        if (_read.Length > 0)
            return _read.AsSpan(row * Width, Width);
        Read(_population.ProfileOf(row), room);
        return room;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong KeyOf(int place, uint token) => ((ulong)Math.Min(place, (int)IdentityKind.TrafficNetwork) << 32) | token;

    private void CountTokens(int row)
    {
        var tokens = TokensOf(row, stackalloc uint[Width]);
        var held = 0;
        for (var place = 0; place < Width; place++)
        {
            if (tokens[place] == 0)
                continue;
            held |= 1 << place;
            _rough.Add(KeyOf(place, tokens[place]));
        }

        _held[row] = (byte)held;
    }

    /// <summary>Numbers the tokens of a row that others may show too.</summary>
    private int List(int row, int at)
    {
        var tokens = TokensOf(row, stackalloc uint[Width]);
        if (at + Width > _tokens.Length)
            Array.Resize(ref _tokens, 2 * (at + Width));
        var shared = 0;
        for (var place = 0; place < Width; place++)
        {
            if (tokens[place] == 0 || !_rough.MayReach(KeyOf(place, tokens[place]), 2))
                continue;
            var number = _numbers.Of(KeyOf(place, tokens[place]));
            if (number == _holders.Length)
                Array.Resize(ref _holders, 2 * number);
            _holders[number]++;
            _tokens[at++] = number;
            shared |= 1 << place;
        }

        _shared[row] = (byte)shared;
        return _ends[row] = at;
    }

    /// <summary>Takes out what one row alone shows after all. Returns how many tokens are left.</summary>
    private int KeepShared(int rows)
    {
        var numbers = NumberShared();
        int from = 0, to = 0;
        for (var row = 0; row < rows; row++)
        {
            int places = _shared[row], shared = places;
            for (; places != 0; places &= places - 1)
            {
                var number = numbers[_tokens[from++]];
                if (number > 0)
                    _tokens[to++] = number;
                else
                    shared &= ~(places & -places);
            }

            (_shared[row], _ends[row]) = ((byte)shared, to);
        }

        return to;
    }

    /// <summary>Numbers the tokens that rows do have in common anew; 0 stands for the others.</summary>
    private int[] NumberShared()
    {
        var numbers = new int[_numbers.Count + 1];
        Numbers = 1;
        for (var number = 1; number < numbers.Length; number++)
        {
            if (_holders[number] < 2)
                continue;
            numbers[number] = Numbers;
            _holders[Numbers++] = _holders[number];
        }

        return numbers;
    }

    /// <summary>Gives back what only reading takes.</summary>
    private void Release(int listed)
    {
        _rough.Release();
        _numbers.Release();
        Array.Resize(ref _tokens, listed);
        Array.Resize(ref _holders, Numbers);
    }
}
