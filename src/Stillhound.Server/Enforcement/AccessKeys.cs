using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Enforcement;

/// <summary>
/// Who may ask: named keys, compared by their hashes, all of them every time, so that the time tells nothing. Without keys
/// everybody may, which configurations allow on loopback only.
/// </summary>
internal sealed class AccessKeys
{
    private volatile (string Name, byte[] Hash)[] _keys;

    /// <summary>Makes it.</summary>
    public AccessKeys(params IEnumerable<(string Name, string Key)> keys) =>
        _keys = [.. keys.Select(static k => (k.Name, SHA256.HashData(Encoding.UTF8.GetBytes(k.Key))))];

    /// <summary>Everybody may ask.</summary>
    public static AccessKeys Open { get; } = new();

    /// <summary>Whether there are no keys.</summary>
    public bool IsOpen => _keys.Length == 0;

    /// <summary>Reads <c>token</c> or <c>token_file</c>; those of the outer section count where the section has none.</summary>
    public static AccessKeys Read(YamlSection section, AccessKeys otherwise) => section.Secret("token") is { } token ? new(("token", token)) : otherwise.Copy();

    /// <summary>Takes the keys of another; whoever asks from now on needs one of them.</summary>
    public void Replace(AccessKeys other) => _keys = other._keys;

    /// <summary>
    /// Whose key a request carries, in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>; null when it carries none that is known.
    /// </summary>
    public string? NameOf(HttpRequest request)
    {
        if (IsOpen)
            return "";
        return Presented(request) is { Length: > 0 and <= 1024 } key ? NameOf(key) : null;
    }

    /// <summary>Whose key it is; null when it is not known.</summary>
    public string? NameOf(ReadOnlySpan<char> key)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(1024)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (key.Length > 1024)
            return null;
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash);
        string? found = null;
        foreach (var (name, known) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
                found = name;
        }

        return found;
    }

    // Each section has its own, so that each can be replaced by itself.
    private AccessKeys Copy() => new() { _keys = _keys };

    private static ReadOnlySpan<char> Presented(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization.AsSpan(Scheme.Length) : request.Headers["X-Api-Key"].ToString();
    }
}
