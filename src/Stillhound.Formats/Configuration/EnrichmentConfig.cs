using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Inputs;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Formats.Configuration;

/// <summary>
/// Reads the key <c>enrichment</c>: <c>mmdb</c>, <c>netsets</c> and <c>disposable_mail</c>, each a list of paths or of objects
/// with <c>path</c>, <c>name</c> and <c>kind</c>. Relative paths are relative to the configuration's own folder.
/// </summary>
internal sealed class EnrichmentConfig
{
    /// <summary>The key.</summary>
    public const string Key = "enrichment";

    private readonly string _file;

    private EnrichmentConfig(string file) => _file = file;

    /// <summary>Reads the value of the key.</summary>
    /// <param name="node">The value.</param>
    /// <param name="file">The configuration's file, for messages and for relative paths.</param>
    /// <exception cref="InputException">A key or value is wrong; the message names it and its line.</exception>
    public static EnrichmentOptions? Read(YamlNode node, string file) => new EnrichmentConfig(file).Read(node);

    private EnrichmentOptions? Read(YamlNode node)
    {
        // A key without a value, as where every list below it is commented out.
        if (node is YamlScalarNode { Value: null or "" })
            return null;
        if (node is not YamlMappingNode keys)
            throw Wrong(node, Key, "expected mmdb, netsets or disposable_mail with lists of files");
        var options = new EnrichmentOptions();
        foreach (var (key, value) in keys.Children)
        {
            options = key.ToString() switch
            {
                "mmdb" => options with { Mmdb = Lists(value, "mmdb", mayHaveKind: true) },
                "netsets" => options with { Netsets = [.. Lists(value, "netsets", mayHaveKind: true).Select(NeedsKind)] },
                "disposable_mail" => options with { DisposableMail = Lists(value, "disposable_mail", mayHaveKind: false) },
                var unknown => throw Wrong(key, Key, $"unknown key '{unknown}'; known are mmdb, netsets, disposable_mail"),
            };
        }

        return options.Mmdb.Count + options.Netsets.Count + options.DisposableMail.Count == 0 ? null : options;
    }

    private List<ListOptions> Lists(YamlNode node, string key, bool mayHaveKind)
    {
        if (node is YamlScalarNode { Value: null or "" })
            return [];
        return node is YamlSequenceNode items
            ? [.. items.Children.Select(item => List(item, $"{Key}.{key}", mayHaveKind))]
            : throw Wrong(node, $"{Key}.{key}", "expected a list, such as [path] or - path: ...");
    }

    private ListOptions List(YamlNode node, string key, bool mayHaveKind)
    {
        string? path = null, name = null;
        ContextKind? kind = null;
        if (node is YamlMappingNode members)
        {
            foreach (var (member, value) in members.Children)
            {
                switch (member.ToString())
                {
                    case "path":
                        path = Text(value, $"{key}.path");
                        break;
                    case "name":
                        name = Text(value, $"{key}.name");
                        break;
                    case "kind" when mayHaveKind:
                        kind = KindName.Parse(Text(value, $"{key}.kind"))
                            ?? throw Wrong(value, $"{key}.kind", $"expected one of {string.Join(", ", KindName.OfAddresses)}");
                        break;
                    case var unknown:
                        throw Wrong(member, key, $"unknown key '{unknown}'; known are path, name{(mayHaveKind ? ", kind" : "")}");
                }
            }
        }
        else
        {
            path = Text(node, key);
        }

        if (path is null)
            throw Wrong(node, key, "it has no path");
        var full = Path.Combine(Path.GetDirectoryName(_file) ?? "", path);
        return new ListOptions(full, name ?? Path.GetFileNameWithoutExtension(path), kind, Where(node, key));
    }

    private static ListOptions NeedsKind(ListOptions list) =>
        list.Kind is null ? throw new InputException($"{list.Where}: it has no kind; expected one of {string.Join(", ", KindName.OfAddresses)}") : list;

    private string Text(YamlNode node, string key) => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(node, key, "expected a text");

    private InputException Wrong(YamlNode node, string key, string what) => new($"{Where(node, key)}: {what}");

    private string Where(YamlNode node, string key) => string.Create(CultureInfo.InvariantCulture, $"{_file}:{node.Start.Line}: {key}");
}
