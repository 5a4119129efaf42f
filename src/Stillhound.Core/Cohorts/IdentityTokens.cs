using System.Numerics;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

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
/// The identity tokens that rows show, as dense numbers over all kinds, and how many rows show each. Kept from search to search;
/// only rows that changed are read again.
/// </summary>
internal sealed class IdentityTokens
{
    /// <summary>Places for the tokens of one row: one for each kind, four for networks of the traffic.</summary>
    public const int Width = 8;

    private const int Block = 256;
    private const int MostForgotten = 1 << 16;

    private readonly Population _population;
    private readonly Dictionary<uint, int>[] _numbers;
    private int[] _holders = new int[1024]; // number 0 is "none"
    private int[] _tokens = [];
    private uint[] _values = [];
    private int[] _others = [];
    private byte[] _held = [];
    private byte[] _shared = [];

    public IdentityTokens(Population population)
    {
        _population = population;
        _numbers = Array.ConvertAll(Kinds, static _ => new Dictionary<uint, int>());
    }

    public static IdentityKind[] Kinds { get; } =
        [IdentityKind.Payment, IdentityKind.Device, IdentityKind.SignupNetwork, IdentityKind.Email, IdentityKind.TrafficNetwork];

    /// <summary>How many different numbers were given, with 0 for none.</summary>
    public int Numbers { get; private set; } = 1;

    /// <summary>Tokens that more accounts than this show tie nobody: they belong to a place, not to a person.</summary>
    public static int Crowd(int population) => 4 + (population / 50);

    /// <summary>The numbers of the tokens of a kind that a row shows; 0 stands for none.</summary>
    public ReadOnlySpan<int> Of(int row, IdentityKind kind) =>
        _tokens.AsSpan((row * Width) + (int)kind, kind == IdentityKind.TrafficNetwork ? Width - (int)kind : 1);

    /// <summary>The numbers of all tokens of a row.</summary>
    public ReadOnlySpan<int> Of(int row) => _tokens.AsSpan(row * Width, Width);

    /// <summary>Places of a row that hold a token, one bit each.</summary>
    public int HeldBy(int row) => _held[row];

    /// <summary>Places of a row that hold a token which another row shows too.</summary>
    public int SharedBy(int row) => _shared[row];

    /// <summary>How many rows show a token.</summary>
    public int Holders(int number) => _holders[number];

    /// <summary>Takes in the rows that the population read anew.</summary>
    public void Refresh()
    {
        if (_tokens.Length < _population.Count * Width)
        {
            Array.Resize(ref _tokens, Room.For(_population.Count) * Width);
            Array.Resize(ref _values, _tokens.Length);
            _held = new byte[Room.For(_population.Count)];
            _shared = new byte[_held.Length];
        }

        if (Numbers > MostForgotten + (2 * Width * _population.Count))
        {
            Forget();
            Read([.. Enumerable.Range(0, _population.Count)]);
        }
        else
        {
            Read(_population.Changed);
        }

        MarkShared();
    }

    private void MarkShared()
    {
        for (var row = 0; row < _population.Count; row++)
        {
            int held = 0, shared = 0;
            var tokens = Of(row);
            for (var place = 0; place < tokens.Length; place++)
            {
                if (tokens[place] == 0)
                    continue;
                held |= 1 << place;
                shared |= _holders[tokens[place]] > 1 ? 1 << place : 0;
            }

            (_held[row], _shared[row]) = ((byte)held, (byte)shared);
        }
    }

    private void Read(IReadOnlyList<int> changed)
    {
        if (_others.Length < changed.Count)
            _others = new int[Room.For(changed.Count)];
        Parallel.For(0, (changed.Count + Block - 1) / Block, block =>
        {
            for (var i = block * Block; i < Math.Min(changed.Count, (block + 1) * Block); i++)
                _others[i] = ReadTokens(changed[i]);
        });
        // Numbers are given in the order of the rows, on one thread.
        for (var i = 0; i < changed.Count; i++)
        {
            for (var others = _others[i]; others != 0; others &= others - 1)
                Replace(changed[i], BitOperations.TrailingZeroCount(others));
        }
    }

    /// <summary>Most numbers belong to networks that nobody shows any more: begins anew.</summary>
    private void Forget()
    {
        foreach (var numbers in _numbers)
            numbers.Clear();
        Array.Clear(_holders);
        Array.Clear(_tokens);
        Array.Clear(_values);
        Numbers = 1;
    }

    /// <summary>Reads the tokens of a row and tells the places whose token is another than before, one bit each.</summary>
    private int ReadTokens(int row)
    {
        ref var p = ref _population.ProfileOf(row);
        Span<uint> tokens = [p.Payment, p.Device, p.SignupNetwork, p.EmailHash, 0, 0, 0, 0];
        p.Traits.ValuesOf(TraitKind.Network).CopyTo(tokens[(int)IdentityKind.TrafficNetwork..]);
        var others = 0;
        for (var place = 0; place < Width; place++)
        {
            ref var before = ref _values[(row * Width) + place];
            if (before == tokens[place])
                continue;
            before = tokens[place];
            others |= 1 << place;
        }

        return others;
    }

    private void Replace(int row, int place)
    {
        var at = (row * Width) + place;
        var token = _values[at];
        var kind = Math.Min(place, (int)IdentityKind.TrafficNetwork);
        var next = 0;
        if (token != 0 && !_numbers[kind].TryGetValue(token, out next))
        {
            _numbers[kind][token] = next = Numbers++;
            if (next == _holders.Length)
                Array.Resize(ref _holders, Room.For(next));
        }

        _holders[_tokens[at]]--;
        _holders[next]++;
        _tokens[at] = next;
    }
}
