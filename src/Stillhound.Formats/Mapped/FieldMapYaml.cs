using Stillhound.Formats.Aliases;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Formats.Mapped;

/// <summary>The YAML of a <see cref="FieldMap"/>, checked key by key.</summary>
internal sealed class FieldMapYaml
{
    private readonly string _name;
    private readonly HashSet<NativeField> _set = [];
    private bool _isCsv;
    private byte _delimiter = (byte)',';
    private TimeFormat _time = TimeFormat.Auto;

    private FieldMapYaml(string name) => _name = name;

    public static FieldMap Parse(string yaml, string name)
    {
        try
        {
            var stream = new YamlStream();
            using var text = new StringReader(yaml);
            stream.Load(text);
            if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
                throw new InputException($"{name}: a map is one YAML object with the key fields");
            return new FieldMapYaml(name).Read(root);
        }
        catch (YamlException e)
        {
            throw new InputException($"{name}:{e.Start.Line}: not YAML: {FirstLine(e.Message)}", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or InvalidCastException)
        {
            // The parser throws these where a file breaks off inside brackets, and cannot say where.
            throw new InputException($"{name}: not YAML; a bracket or a quote is not closed", e);
        }
    }

    private FieldMap Read(YamlMappingNode root)
    {
        YamlMappingNode? fields = null;
        YamlMappingNode? constants = null;
        YamlMappingNode? attributes = null;
        foreach (var (key, value) in root.Children)
        {
            switch (Scalar(key, "a key"))
            {
                case "format":
                    _isCsv = Choice(value, "format", "ndjson", "csv") == "csv";
                    break;
                case "delimiter":
                    _delimiter = Delimiter(value);
                    break;
                case "time_format":
                    _time = TimeFormat.FromText(Scalar(value, "time_format"))
                        ?? throw Wrong(value, "time_format must be auto, iso, s, ms, us, ns or a .NET date pattern");
                    break;
                case "fields":
                    fields = value as YamlMappingNode ?? throw Wrong(value, "fields must be an object of native field: source path");
                    break;
                case "constants":
                    constants = value as YamlMappingNode ?? throw Wrong(value, "constants must be an object of native field: value");
                    break;
                case "attributes":
                    attributes = value as YamlMappingNode ?? throw Wrong(value, "attributes must be an object of native field: names");
                    break;
                case var unknown:
                    throw Wrong(key, $"unknown key {unknown}; known are format, delimiter, time_format, fields, constants, attributes");
            }
        }

        if (attributes is not null)
            return BuildAttributes(root, attributes);
        return Build(root, fields, constants);
    }

    // Names for fields of formats that are known, which say for themselves what else they hold.
    private FieldMap BuildAttributes(YamlMappingNode root, YamlMappingNode attributes)
    {
        if (root.Children.Count > 1)
            throw Wrong(root, "a map has attributes, for formats that are known, or the other keys, for those that are not");
        var names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes.Children)
        {
            var field = Scalar(key, "a key");
            names[field] = [.. (value is YamlSequenceNode list ? list.Children : [value]).Select(name => Scalar(name, field))];
        }

        try
        {
            return new FieldMap(_name, false, _delimiter, _time, new PathNode()) { Attributes = new AttributeMap(names) };
        }
        catch (InputException e)
        {
            throw Wrong(attributes, e.Message);
        }
    }

    private FieldMap Build(YamlMappingNode root, YamlMappingNode? fields, YamlMappingNode? constants)
    {
        var paths = new PathNode();
        foreach (var (key, value) in Members(fields))
        {
            var field = Target(key);
            var sources = value is YamlSequenceNode list ? list.Children : [value];
            foreach (var source in sources)
            {
                var path = Scalar(source, Scalar(key, "a key"));
                if (path.Length == 0 || !paths.Add(path, field))
                    throw Wrong(source, $"{Scalar(key, "a key")}: the source path {path} is empty or used twice");
            }
        }

        var map = new FieldMap(_name, _isCsv, _delimiter, _time, paths);
        foreach (var (key, value) in Members(constants))
        {
            var field = Target(key, forConstant: true);
            if (field == NativeField.Time)
                throw Wrong(key, "time cannot be a constant");
            map.Constants.Add((field, new ConstantValue(Scalar(value, Scalar(key, "a key")))));
        }

        foreach (var required in (ReadOnlySpan<NativeField>)[NativeField.Time, NativeField.Account])
        {
            if (!_set.Contains(required))
                throw Wrong(root, $"the required field {NativeNames.Path(required)} is not mapped");
        }

        return map;
    }

    // A constant may stand beside a source path: it fills the records that have no value of their own.
    private NativeField Target(YamlNode key, bool forConstant = false)
    {
        var name = Scalar(key, "a key");
        var field = NativeNames.FromPath(name);
        if (field == NativeField.None)
            throw Wrong(key, $"{name} is not a native field");
        if (!_set.Add(field) && !forConstant)
            throw Wrong(key, $"{name} is mapped twice");
        return field;
    }

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Members(YamlMappingNode? node) => node is null ? [] : node.Children;

    private string Choice(YamlNode node, string key, string first, string second)
    {
        var text = Scalar(node, key);
        return text == first || text == second ? text : throw Wrong(node, $"{key} must be {first} or {second}");
    }

    private byte Delimiter(YamlNode node)
    {
        var text = Scalar(node, "delimiter");
        if (text is "tab" or "\\t")
            return (byte)'\t';
        return text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\n' or '\r')
            ? (byte)text[0]
            : throw Wrong(node, "delimiter must be one ASCII character, or tab");
    }

    private string Scalar(YamlNode node, string key) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Wrong(node, $"{key} must be a single value");

    private InputException Wrong(YamlNode node, string what) => new($"{_name}:{node.Start.Line}: {what}");

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
