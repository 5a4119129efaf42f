using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stillhound.Server.Access;

/// <summary>A person who may sign in to the console. Of the password only a salted, slow hash is kept.</summary>
public sealed class ConsoleUser
{
    /// <summary>Fewest characters of a password.</summary>
    public const int Shortest = 12;

    // OWASP's figure for PBKDF2 with HMAC-SHA-512 (Password Storage Cheat Sheet).
    private const int Iterations = 210_000;
    private const int MostIterations = 10_000_000;
    private const string Scheme = "pbkdf2-sha512";
    private readonly byte[] _salt;
    private readonly byte[] _hash;
    private readonly int _iterations;

    /// <summary>Makes a user.</summary>
    /// <param name="name">Who it is, as the ledger will say.</param>
    /// <param name="secret">A password, or what <see cref="Hash"/> made of one.</param>
    /// <param name="roles">What they may do.</param>
    /// <exception cref="FormatException">The secret is a damaged hash.</exception>
    public ConsoleUser(string name, string secret, IReadOnlyList<string> roles)
    {
        (Name, Roles) = (name, roles);
        (_iterations, _salt, _hash) = IsHash(secret) ? Parse(secret) : Parse(Hash(secret));
        Stamp = Convert.ToHexStringLower(SHA256.HashData([.. IsHash(secret) ? _hash : Encoding.UTF8.GetBytes(secret), .. Encoding.UTF8.GetBytes(string.Join(',', roles))]))[..16];
    }

    /// <summary>Who it is.</summary>
    public string Name { get; }

    /// <summary>What they may do.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>Changes with the password and the roles, and ends what was signed in before.</summary>
    public string Stamp { get; }

    /// <summary>Whether a text is a hash that <see cref="Hash"/> made.</summary>
    public static bool IsHash(string secret) => secret.StartsWith(Scheme + "$", StringComparison.Ordinal);

    /// <summary>The text that stands for a password in a configuration.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToHexStringLower(salt)}${Convert.ToHexStringLower(Derive(password, salt, Iterations))}");
    }

    /// <summary>Whether a password is this user's; takes as long either way.</summary>
    public bool Is(string password) => CryptographicOperations.FixedTimeEquals(_hash, Derive(password, _salt, _iterations));

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, 32);

    private static (int Iterations, byte[] Salt, byte[] Hash) Parse(string text)
    {
        var parts = text.Split('$');
        if (parts.Length != 4 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > MostIterations)
            throw new FormatException("expected pbkdf2-sha512$ITERATIONS$SALT$HASH, as stillhound users hash prints it");
        var (salt, hash) = (Convert.FromHexString(parts[2]), Convert.FromHexString(parts[3]));
        return salt.Length >= 8 && hash.Length == 32 ? (iterations, salt, hash) : throw new FormatException("the salt or the hash is too short");
    }
}
