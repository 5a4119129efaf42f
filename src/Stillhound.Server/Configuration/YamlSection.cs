using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Server.Configuration;

/// <summary>
/// The keys and values of one part of the configuration. Every key is asked for by name, once; <see cref="RefuseOthers"/> then refuses
/// what nobody asked for, so that a mistyped key never goes unseen. Every error names the file, the line and the whole key.
/// </summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, (int Line, YamlNode Value)> _values = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Func<string, string?> _environment;
    private readonly string _file;
    private readonly string _path;
    private readonly int _line;
    private readonly ConfigReading? _reading;

    /// <summary>Reads a section.</summary>
    /// <param name="node">Its value; null, or an empty value, is a section without keys.</param>
    /// <param name="file">The configuration's file, for messages and as the folder that relative paths start from.</param>
    /// <param name="path">The section's own key, such as <c>ingest.otlp</c>; empty for the whole file.</param>
    /// <param name="environment">Gives the value of an environment variable.</param>
    /// <param name="reading">Told of every key and file; null where nobody wants to know.</param>
    /// <exception cref="ConfigurationException">It is no section, or a key is in it twice.</exception>
    public YamlSection(YamlNode? node, string file, string path, Func<string, string?> environment, ConfigReading? reading = null)
    {
        (_file, _path, _environment, _reading) = (file, path, environment, reading);
        _line = (int)(node?.Start.Line ?? 1);
        if (node is null or YamlScalarNode { Value: null or "" or "~" or "null" })
            return;
        if (node is not YamlMappingNode keys)
            throw Wrong(node, null, "expected keys and values");
        foreach (var (key, value) in keys.Children)
            _values[key.ToString()] = ((int)key.Start.Line, value);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or is no YAML.</exception>
    public static YamlSection Load(TextReader yaml, string file, Func<string, string?> environment, ConfigReading? reading = null)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(yaml);
            return new YamlSection(stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode, file, "", environment, reading);
        }
        catch (YamlException e)
        {
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{file}:{e.Start.Line}: {e.Message}"), e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or InvalidCastException)
        {
            // Some of what is no YAML its reader tells so, and does not say where.
            throw new ConfigurationException($"{file}: this is no YAML: a bracket, brace or quote may not be closed", e);
        }
    }

    /// <summary>Whether the key is given.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>The keys that are given, in order.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>A part of this section; one without keys when it is not given.</summary>
    public YamlSection Section(string key) => new(Ask(key), _file, Whole(key), _environment, _reading);

    /// <summary>The parts of a list; none when it is not given.</summary>
    public IReadOnlyList<YamlSection> Sections(string key)
    {
        var node = Ask(key);
        Note(key, KeyKind.List, string.Create(CultureInfo.InvariantCulture, $"{(node as YamlSequenceNode)?.Children.Count ?? 0}"));
        if (node is null or YamlScalarNode { Value: null or "" })
            return [];
        return node is YamlSequenceNode list
            ? [.. list.Children.Select((child, i) => new YamlSection(child, _file, string.Create(CultureInfo.InvariantCulture, $"{Whole(key)}[{i}]"), _environment, _reading))]
            : throw Wrong(node, key, "expected a list");
    }

    /// <summary>A text, with <c>${NAME}</c> replaced by environment variables.</summary>
    public string Text(string key, string otherwise) => Note(key, KeyKind.Text, Ask(key) is { } node ? Scalar(node, key) : otherwise);

    /// <summary>A text that must be given.</summary>
    public string Required(string key) => Note(key, KeyKind.Text, Ask(key) is { } node && Scalar(node, key) is { Length: > 0 } text ? text : throw Wrong(null, key, "is required"));

    /// <summary>Texts; one alone may stand without a list.</summary>
    public IReadOnlyList<string> Texts(string key, params IReadOnlyList<string> otherwise)
    {
        IReadOnlyList<string> texts = Ask(key) switch
        {
            null => otherwise,
            YamlScalarNode { Value: null or "" } => [],
            YamlSequenceNode list => [.. list.Children.Select(child => Scalar(child, key))],
            var one => [Scalar(one, key)],
        };
        Note(key, KeyKind.Texts, string.Join('\n', texts));
        return texts;
    }

    /// <summary>
    /// A secret: from the file that <c>KEY_file</c> names, or from <c>KEY</c>, which may be <c>${NAME}</c>. Null when neither is given.
    /// </summary>
    public string? Secret(string key)
    {
        var secret = ReadSecret(key);
        Note(key, KeyKind.Secret, secret is null ? "" : ConfigReading.HashOf(secret));
        return secret;
    }

    private string? ReadSecret(string key)
    {
        var fromFile = Ask(key + "_file") is { } named ? Scalar(named, key + "_file") : null;
        var given = Ask(key) is { } node ? Scalar(node, key) : null;
        if (fromFile is null)
            return given is { Length: > 0 } ? given : null;
        if (given is not null)
            throw Wrong(null, key, $"give {key} or {key}_file, not both");
        var path = Resolve(fromFile);
        try
        {
            var bytes = _reading is null ? File.ReadAllBytes(path) : _reading.Read(path);
            return Encoding.UTF8.GetString(bytes).Trim('\uFEFF', ' ', '\t', '\r', '\n') is { Length: > 0 } text ? text : throw Wrong(null, key + "_file", $"{path} is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(null, key + "_file", $"{path}: {e.Message}");
        }
    }

    /// <summary>A path, made absolute from the configuration's folder; <paramref name="otherwise"/> where it is not given.</summary>
    public string? Path(string key, string? otherwise = null)
    {
        var path = PathOf(key, otherwise);
        Note(key, KeyKind.Path, path ?? "");
        return path;
    }

    /// <summary>As <see cref="Path"/>, of a file that belongs to the configuration: when it changes, so does the key.</summary>
    public string? PathOfPart(string key, string? otherwise = null)
    {
        var path = PathOf(key, otherwise);
        Note(key, KeyKind.Path, path is null ? "" : $"{path} {_reading?.Note(path)}");
        return path;
    }

    /// <summary>A whole number within bounds.</summary>
    public long Whole(string key, long otherwise, long least, long most) => Note(key, KeyKind.Whole, InvariantText, Ask(key) is not { } node
        ? otherwise
        : long.TryParse(Scalar(node, key).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(node, key, string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {least} to {most}")), least, most);

    /// <summary>A number within bounds.</summary>
    public double Number(string key, double otherwise, double least, double most) => Note(key, KeyKind.Number, InvariantText, Ask(key) is not { } node
        ? otherwise
        : double.TryParse(Scalar(node, key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(node, key, string.Create(CultureInfo.InvariantCulture, $"expected a number from {least} to {most}")), least, most);

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise)
    {
        var flag = Ask(key) is not { } node ? otherwise : Scalar(node, key) switch
        {
            "true" or "yes" or "on" => true,
            "false" or "no" or "off" => false,
            _ => throw Wrong(node, key, "expected true or false"),
        };
        Note(key, KeyKind.Flag, flag ? "true" : "false");
        return flag;
    }

    /// <summary>A duration such as 250ms, 30s, 10m, 6h or 7d, within bounds.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most) => Note(key, KeyKind.Duration, DurationText.Of, Ask(key) is not { } node
        ? otherwise
        : DurationText.TryParse(Scalar(node, key), out var time) && time >= least && time <= most
            ? time
            : throw Wrong(node, key, $"expected a duration from {DurationText.Of(least)} to {DurationText.Of(most)}, such as 30s, 10m, 6h or 1d"), least, most);

    /// <summary>A size in bytes such as 64KB, 16MB or 2GB, within bounds.</summary>
    public long Size(string key, long otherwise, long least, long most) => Note(key, KeyKind.Size, SizeText.Of, Ask(key) is not { } node
        ? otherwise
        : SizeText.TryParse(Scalar(node, key), out var bytes) && bytes >= least && bytes <= most
            ? bytes
            : throw Wrong(node, key, $"expected a size from {SizeText.Of(least)} to {SizeText.Of(most)}, such as 64KB, 16MB or 2GB"), least, most);

    /// <summary>One of some words.</summary>
    public T OneOf<T>(string key, T otherwise, params IReadOnlyList<(string Word, T Value)> words)
    {
        var node = Ask(key);
        var text = node is null ? words.FirstOrDefault(w => Equals(w.Value, otherwise)).Word : Scalar(node, key);
        foreach (var (word, value) in words)
        {
            if (word != text)
                continue;
            _reading?.Asked(Whole(key), new AskedKey(KeyKind.Word, word, Words: [.. words.Select(static w => w.Word)]));
            return value;
        }

        return node is null ? otherwise : throw Wrong(node, key, $"expected one of {string.Join(", ", words.Select(static w => w.Word))}");
    }

    /// <summary>Refuses keys that were not asked for.</summary>
    /// <exception cref="ConfigurationException">There is one.</exception>
    public void RefuseOthers()
    {
        foreach (var (key, (line, _)) in _values)
        {
            if (!_asked.Contains(key))
                throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{_file}:{line}: unknown key '{Whole(key)}'; known here are {string.Join(", ", _asked)}"));
        }
    }

    /// <summary>The error that a value is wrong for a reason that only its reader knows.</summary>
    public ConfigurationException Wrong(string key, string what) => Wrong(null, key, what);

    /// <summary>The value of a key as it stands in the file, for readers of their own; null when it is not given.</summary>
    public YamlNode? Node(string key)
    {
        var node = Ask(key);
        NoteOwn(Whole(key), node);
        return node;
    }

    private void NoteOwn(string key, YamlNode? node)
    {
        if (node is YamlMappingNode keys)
        {
            foreach (var (inner, value) in keys.Children)
                NoteOwn($"{key}.{inner}", value);
        }
        else
        {
            _reading?.Asked(key, new AskedKey(KeyKind.Own, node?.ToString() ?? ""));
        }
    }

    private static string InvariantText<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private string Note(string key, KeyKind kind, string value)
    {
        _reading?.Asked(Whole(key), new AskedKey(kind, value));
        return value;
    }

    private T Note<T>(string key, KeyKind kind, Func<T, string> text, T value, T least, T most)
    {
        _reading?.Asked(Whole(key), new AskedKey(kind, text(value), text(least), text(most)));
        return value;
    }

    private string? PathOf(string key, string? otherwise) =>
        Ask(key) is { } node && Scalar(node, key) is { Length: > 0 } text ? Resolve(text) : otherwise is null ? null : Resolve(otherwise);

    private YamlNode? Ask(string key)
    {
        _asked.Add(key);
        return _values.TryGetValue(key, out var found) ? found.Value : null;
    }

    private string Scalar(YamlNode node, string key) =>
        node is YamlScalarNode { Value: var text } ? Expand(text ?? "", node, key) : throw Wrong(node, key, "expected one value");

    private string Expand(string text, YamlNode node, string key)
    {
        var expanded = new StringBuilder();
        var at = 0;
        for (int start; (start = text.IndexOf("${", at, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
                throw Wrong(node, key, "'${' without '}'");
            var name = text[(start + 2)..end];
            expanded.Append(text, at, start - at).Append(_environment(name) ?? throw Wrong(node, key, $"the environment variable {name} is not set"));
            at = end + 1;
        }

        return at == 0 ? text : expanded.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>A path made absolute from the folder of the configuration.</summary>
    public string Resolve(string path) => System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(_file))!);

    private string Whole(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private ConfigurationException Wrong(YamlNode? node, string? key, string what)
    {
        var line = node?.Start.Line ?? (key is not null && _values.TryGetValue(key, out var found) ? found.Line : _line);
        return new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{_file}:{line}: {(key is null ? _path : Whole(key))}: {what}"));
    }
}
