using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Server.Tests.Configuration.Schema;

/// <summary>Validates YAML against the part of JSON Schema that the configuration's schema uses, and refuses what it does not know.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private static readonly string[] Silent = ["$schema", "$defs", "title", "description", "default", "x-least", "x-most", "x-reload", "$ref", "properties", "items"];
    private readonly List<string> _problems = [];

    public static IReadOnlyList<string> Problems(JsonElement schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var check = new SchemaCheck(schema);
        check.Check(schema, stream.Documents[0].RootNode, "");
        return check._problems;
    }

    private void Check(JsonElement schema, YamlNode node, string at)
    {
        if (schema.TryGetProperty("$ref", out var named))
            Check(root.GetProperty("$defs").GetProperty(named.GetString()![8..]), node, at);
        foreach (var rule in schema.EnumerateObject())
        {
            if (!Holds(schema, rule, node, at))
                _problems.Add($"{at}: {rule.Name}");
        }
    }

    private bool Holds(JsonElement schema, JsonProperty rule, YamlNode node, string at) => rule.Name switch
    {
        "type" => rule.Value.ValueKind == JsonValueKind.Array ? rule.Value.EnumerateArray().Any(t => Is(t.GetString()!, node)) : Is(rule.Value.GetString()!, node),
        "enum" => rule.Value.EnumerateArray().Any(v => Equal(v, node)),
        "pattern" => !Is("string", node) || Regex.IsMatch(((YamlScalarNode)node).Value!, rule.Value.GetString()!, RegexOptions.NonBacktracking),
        "minimum" => !Is("number", node) || Number(node) >= rule.Value.GetDouble(),
        "maximum" => !Is("number", node) || Number(node) <= rule.Value.GetDouble(),
        "anyOf" => rule.Value.EnumerateArray().Any(one => Fits(one, node, at)),
        "required" => node is not YamlMappingNode keys || rule.Value.EnumerateArray().All(r => keys.Children.ContainsKey(new YamlScalarNode(r.GetString()))),
        "additionalProperties" => Members(schema, rule.Value, node, at),
        _ when Silent.Contains(rule.Name) => rule.Name != "items" || Items(rule.Value, node, at),
        _ => throw new InvalidOperationException($"the schema uses '{rule.Name}', which this check does not know"),
    };

    private bool Fits(JsonElement schema, YamlNode node, string at)
    {
        var before = _problems.Count;
        Check(schema, node, at);
        var fits = _problems.Count == before;
        _problems.RemoveRange(before, _problems.Count - before);
        return fits;
    }

    private bool Members(JsonElement schema, JsonElement others, YamlNode node, string at)
    {
        if (node is not YamlMappingNode keys)
            return true;
        foreach (var (key, value) in keys.Children)
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key.ToString(), out var own))
                Check(own, value, $"{at}.{key}");
            else if (others.ValueKind == JsonValueKind.Object)
                Check(others, value, $"{at}.{key}");
            else if (others.ValueKind == JsonValueKind.False)
                _problems.Add($"{at}.{key}: unknown");
        }

        return true;
    }

    private bool Items(JsonElement item, YamlNode node, string at)
    {
        foreach (var child in node is YamlSequenceNode list ? list.Children : [])
            Check(item, child, at + "[]");
        return true;
    }

    // The core schema of YAML 1.2, as editors read it.
    private static bool Is(string type, YamlNode node) => type switch
    {
        "object" => node is YamlMappingNode,
        "array" => node is YamlSequenceNode,
        _ => node is YamlScalarNode scalar && (type == TypeOf(scalar) || (type == "number" && TypeOf(scalar) == "integer")),
    };

    private static string TypeOf(YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (node.Style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted)
            return "string";
        if (text is "" or "~" or "null")
            return "null";
        if (text is "true" or "false")
            return "boolean";
        if (Regex.IsMatch(text, "^[-+]?[0-9]+$", RegexOptions.NonBacktracking))
            return "integer";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "number" : "string";
    }

    private static double Number(YamlNode node) => double.Parse(((YamlScalarNode)node).Value!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool Equal(JsonElement value, YamlNode node) => node is YamlScalarNode scalar && value.ValueKind switch
    {
        JsonValueKind.String => Is("string", node) && scalar.Value == value.GetString(),
        JsonValueKind.Number => Is("number", node) && Number(node) == value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => TypeOf(scalar) == "boolean" && scalar.Value == (value.GetBoolean() ? "true" : "false"),
        _ => TypeOf(scalar) == "null",
    };
}
