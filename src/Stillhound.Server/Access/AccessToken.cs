using System.Security.Cryptography;
using System.Text;

namespace Stillhound.Server.Access;

/// <summary>One who may ask: a program or a person. Only a hash of the token is kept.</summary>
public sealed class AccessToken
{
    /// <summary>Fewest characters of a token.</summary>
    public const int Shortest = 24;

    private readonly byte[] _hash;

    /// <summary>Makes a token.</summary>
    /// <param name="name">Who it is, as the ledger will say.</param>
    /// <param name="secret">The token.</param>
    /// <param name="roles">What it may do.</param>
    public AccessToken(string name, string secret, IReadOnlyList<string> roles)
    {
        Name = name;
        Roles = roles;
        _hash = HashOf(secret);
    }

    /// <summary>Who it is.</summary>
    public string Name { get; }

    /// <summary>What it may do.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>A hash to compare with <see cref="Is"/>.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether a token with this hash is this one; takes as long either way.</summary>
    public bool Is(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);
}
