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
    private const int Width = 8;

    private readonly Population _population;
    private readonly Dictionary<uint, int>[] _numbers;
    private int[] _holders = new int[1024]; // number 0 is "none"
    private int[] _tokens = [];
    private uint[] _values = [];

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

    /// <summary>How many rows show a token.</summary>
    public int Holders(int number) => _holders[number];

    /// <summary>Takes in the rows that the population read anew.</summary>
    public void Refresh()
    {
        if (_tokens.Length < _population.Count * Width)
        {
            Array.Resize(ref _tokens, _population.Count * 2 * Width);
            Array.Resize(ref _values, _tokens.Length);
        }

        foreach (var row in _population.Changed)
        {
            ref var p = ref _population.ProfileOf(row);
            Replace(row, 0, IdentityKind.Payment, p.Payment);
            Replace(row, 1, IdentityKind.Device, p.Device);
            Replace(row, 2, IdentityKind.SignupNetwork, p.SignupNetwork);
            Replace(row, 3, IdentityKind.Email, p.EmailHash);
            var networks = p.Traits.ValuesOf(TraitKind.Network);
            for (var i = 0; i < networks.Length; i++)
                Replace(row, (int)IdentityKind.TrafficNetwork + i, IdentityKind.TrafficNetwork, networks[i]);
        }
    }

    private void Replace(int row, int place, IdentityKind kind, uint token)
    {
        var at = (row * Width) + place;
        if (_values[at] == token)
            return;
        _values[at] = token;
        var next = 0;
        if (token != 0 && !_numbers[(int)kind].TryGetValue(token, out next))
        {
            _numbers[(int)kind][token] = next = Numbers++;
            if (next == _holders.Length)
                Array.Resize(ref _holders, next * 2);
        }

        _holders[_tokens[at]]--;
        _holders[next]++;
        _tokens[at] = next;
    }
}
