using System.Text;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Enforcement.Accounts;

/// <summary>Where a request names its account.</summary>
/// <param name="Kind">Which part of the request.</param>
/// <param name="Name">The header, extension, entry or field; the name space of metadata.</param>
/// <param name="Path">Keys within the metadata, outermost first; empty for other kinds.</param>
internal sealed record AccountSource(AccountSourceKind Kind, string Name, IReadOnlyList<byte[]> Path)
{
    private static readonly (string Word, AccountSourceKind Kind)[] Words =
        [("header", AccountSourceKind.Header), ("extension", AccountSourceKind.Extension), ("metadata", AccountSourceKind.Metadata), ("entry", AccountSourceKind.Entry), ("field", AccountSourceKind.Field)];

    /// <summary>The name in UTF-8.</summary>
    public byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>
    /// Reads one: <c>header:x-account-id</c>, <c>extension:account</c>, <c>metadata:NAMESPACE:key.key</c>, <c>principal</c>,
    /// <c>entry:account</c>, <c>field:user_api_key_user_id</c>; null when it is none of these.
    /// </summary>
    public static AccountSource? Parse(string text)
    {
        if (text == "principal")
            return new(AccountSourceKind.Principal, "", []);
        var (word, name) = Split(text);
        var kind = Words.FirstOrDefault(w => w.Word == word).Kind;
        if (kind == AccountSourceKind.None || name.Length == 0)
            return null;
        if (kind == AccountSourceKind.Header)
            return name.AsSpan().ContainsAnyExceptInRange('!', '~') ? null : new(kind, name.ToLowerInvariant(), []);
        if (kind != AccountSourceKind.Metadata)
            return new(kind, name, []);
        var (space, path) = Split(name);
        return space.Length == 0 || path.Length == 0 ? null : new(kind, space, [.. path.Split('.').Select(Encoding.UTF8.GetBytes)]);
    }

    /// <summary>Reads the key <c>account</c>: sources in order of preference.</summary>
    /// <exception cref="ConfigurationException">One cannot be read or is of a kind that this server does not have.</exception>
    public static IReadOnlyList<AccountSource> ReadAll(YamlSection section, IReadOnlyList<AccountSource> otherwise, params ReadOnlySpan<AccountSourceKind> kinds)
    {
        var texts = section.Texts("account", [.. otherwise.Select(static o => o.ToString())]);
        if (!section.Has("account") || texts.Count == 0)
            return otherwise;
        var sources = new List<AccountSource>(texts.Count);
        foreach (var text in texts)
        {
            if (Parse(text) is not { } source || !kinds.Contains(source.Kind))
                throw section.Wrong("account", $"expected sources such as {string.Join(", ", otherwise.Select(static o => o.ToString()))}");
            sources.Add(source);
        }

        return sources;
    }

    /// <summary>As it is written in the configuration.</summary>
    public override string ToString() => Kind switch
    {
        AccountSourceKind.Principal => "principal",
        AccountSourceKind.Metadata => $"metadata:{Name}:{string.Join('.', Path.Select(Encoding.UTF8.GetString))}",
        _ => $"{Words.First(w => w.Kind == Kind).Word}:{Name}",
    };

    private static (string Before, string After) Split(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..].Trim()) : (text, "");
}

/// <summary>Parts of a request that can name an account.</summary>
internal enum AccountSourceKind : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>A header of the request.</summary>
    Header,

    /// <summary>A context extension, which Envoy's own configuration sets for each route.</summary>
    Extension,

    /// <summary>Dynamic metadata that another filter of Envoy set, such as the claims of a verified JWT.</summary>
    Metadata,

    /// <summary>The verified name of the client's certificate.</summary>
    Principal,

    /// <summary>An entry of a rate-limit descriptor.</summary>
    Entry,

    /// <summary>A field of a JSON body.</summary>
    Field,
}
