using System.Security.Cryptography;
using System.Text;

namespace Stillhound.Server.Configuration;

/// <summary>
/// What a configuration was read from and what was asked of it: the bytes of each file, and every key with the value that counts, given
/// or not. Two readings differ in the keys whose values differ, however they are written. Secrets stand in it as hashes.
/// </summary>
internal sealed class ConfigReading(Func<string, byte[]> read)
{
    /// <summary>Hash of a file that cannot be read.</summary>
    public const string Missing = "missing";

    private readonly SortedDictionary<string, AskedKey> _keys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Every key that was asked for, with the places of lists in brackets: <c>access.tokens[0].name</c>.</summary>
    public IReadOnlyDictionary<string, AskedKey> Keys => _keys;

    /// <summary>The files that count, by full path, with the SHA-256 of the bytes that were read.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public byte[] Read(string path)
    {
        _files[Path.GetFullPath(path)] = Missing;
        var bytes = read(path);
        _files[Path.GetFullPath(path)] = HashOf(bytes);
        return bytes;
    }

    /// <summary>The hash of a file that somebody else reads; <see cref="Missing"/> where it cannot be read.</summary>
    public string Note(string path)
    {
        try
        {
            Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it says what is wrong with it.
        }

        return _files[Path.GetFullPath(path)];
    }

    /// <summary>Notes that a key was asked for.</summary>
    public void Asked(string key, AskedKey asked) => _keys[key] = asked;

    /// <summary>Whether all files still are what was read.</summary>
    public bool IsCurrent() => _files.All(f => HashNow(f.Key) == f.Value);

    /// <summary>The hash of a file as it is now.</summary>
    public string HashNow(string path)
    {
        try
        {
            return HashOf(read(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Missing;
        }
    }

    /// <summary>The hash of a secret, which stands for it.</summary>
    public static string HashOf(string secret) => HashOf(Encoding.UTF8.GetBytes(secret));

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>One key that was asked for.</summary>
/// <param name="Kind">What kind of value it has.</param>
/// <param name="Value">The value that counts, in one form; of a secret its hash.</param>
/// <param name="Least">The least that is allowed, for kinds that are bounded.</param>
/// <param name="Most">The most that is allowed, for kinds that are bounded.</param>
/// <param name="Words">The words that are allowed, for <see cref="KeyKind.Word"/>.</param>
internal sealed record AskedKey(KeyKind Kind, string Value, string? Least = null, string? Most = null, IReadOnlyList<string>? Words = null);

/// <summary>Kinds of values.</summary>
internal enum KeyKind : byte
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>Texts, or one alone.</summary>
    Texts,

    /// <summary>A secret, given by <c>KEY</c> or <c>KEY_file</c>.</summary>
    Secret,

    /// <summary>A path.</summary>
    Path,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A duration.</summary>
    Duration,

    /// <summary>A size in bytes.</summary>
    Size,

    /// <summary>One of some words.</summary>
    Word,

    /// <summary>A list of sections.</summary>
    List,

    /// <summary>What a reader of its own takes apart.</summary>
    Own,
}
