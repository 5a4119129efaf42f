using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Privacy;

/// <summary>
/// The secrets by which names are replaced, one line each in a file: an identifier, a space, 32 bytes or more in base 64. The last
/// line is the newest and names what comes first now; the others recognise what was named before it.
/// </summary>
internal sealed class NameKeyring
{
    private const int LeastBytes = 32;
    private static readonly byte[] Purpose = "stillhound account name"u8.ToArray();

    private NameKeyring(List<NameKey> keys) => Keys = keys;

    /// <summary>All keys, the newest first; at least one.</summary>
    public IReadOnlyList<NameKey> Keys { get; }

    /// <summary>Reads a keyring.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, is empty, or a line is wrong.</exception>
    public static NameKeyring Load(string path)
    {
        try
        {
            return Parse(File.ReadAllLines(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: {e.Message}; stillhound init writes one", e);
        }
    }

    /// <summary>Reads the lines of a keyring.</summary>
    /// <exception cref="ConfigurationException">It is empty, or a line is wrong.</exception>
    public static NameKeyring Parse(IEnumerable<string> lines, string name)
    {
        var keys = new List<NameKey>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.AsSpan().Trim() is [] or ['#', ..])
                continue;
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var id, var secret])
                throw Wrong("expected an identifier and a secret in base 64");
            if (id.Length > 32 || !id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw Wrong("an identifier is up to 32 letters, digits, - or _");
            if (keys.Exists(k => k.Id == id))
                throw Wrong($"the identifier {id} stands twice");
            var bytes = new byte[secret.Length];
            if (!Convert.TryFromBase64String(secret, bytes, out var length) || length < LeastBytes)
                throw Wrong("a secret is at least 32 bytes in base 64");
            keys.Add(new NameKey(id, HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes[..length], 32, salt: null, Purpose)));
        }

        if (keys.Count == 0)
            throw new ConfigurationException($"{name}: no key in it; stillhound init writes one");
        keys.Reverse();
        return new NameKeyring(keys);

        ConfigurationException Wrong(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{name}:{number}: {what}"));
    }

    /// <summary>A line with a new key.</summary>
    public static string NewLine(string id) => $"{id} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(LeastBytes))}";
}

/// <summary>One key of a keyring.</summary>
/// <param name="Id">Its identifier, which stands in every name that it made.</param>
/// <param name="Secret">What is hashed with.</param>
internal sealed record NameKey(string Id, byte[] Secret)
{
    /// <summary>What every name that it made begins with.</summary>
    public byte[] Prefix { get; } = Encoding.ASCII.GetBytes($"hmac-sha256:{Id}:");
}
