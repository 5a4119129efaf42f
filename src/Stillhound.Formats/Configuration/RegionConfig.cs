using System.Globalization;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Regions;
using Stillhound.Formats.Inputs;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Formats.Configuration;

/// <summary>
/// Reads the key <c>regional_access</c>: <c>off</c>, <c>report</c> or <c>evidence</c>, or an object with <c>mode</c> and one of
/// <c>served</c> and <c>not_served</c>, lists of ISO 3166 alpha-2 countries.
/// </summary>
internal static class RegionConfig
{
    /// <summary>The key.</summary>
    public const string Key = "regional_access";

    /// <summary>Reads the value of the key.</summary>
    /// <param name="node">The value.</param>
    /// <param name="file">The configuration's file, for messages.</param>
    /// <exception cref="InputException">A key or value is wrong; the message names it and its line.</exception>
    public static RegionPolicy Read(YamlNode node, string file)
    {
        if (node is YamlScalarNode { Value: null or "" })
            return new RegionPolicy();
        if (node is YamlScalarNode)
            return new RegionPolicy { Mode = Mode(node, Key, file) };
        if (node is not YamlMappingNode keys)
            throw Wrong(node, Key, file, "expected off, report or evidence, or mode with served or not_served");
        RegionMode? mode = null;
        List<ushort> served = [], notServed = [];
        foreach (var (key, value) in keys.Children)
        {
            switch (key.ToString())
            {
                case "mode":
                    mode = Mode(value, $"{Key}.mode", file);
                    break;
                case "served":
                    served = Countries(value, $"{Key}.served", file);
                    break;
                case "not_served":
                    notServed = Countries(value, $"{Key}.not_served", file);
                    break;
                case var unknown:
                    throw Wrong(key, Key, file, $"unknown key '{unknown}'; known are mode, served, not_served");
            }
        }

        if (served.Count > 0 && notServed.Count > 0)
            throw Wrong(node, Key, file, "give served or not_served, not both");
        if (mode is null)
            throw Wrong(node, Key, file, "it has no mode; expected off, report or evidence");
        return new RegionPolicy { Mode = mode.Value, Served = served, NotServed = notServed };
    }

    private static RegionMode Mode(YamlNode node, string key, string file) => node.ToString() switch
    {
        "off" => RegionMode.Off,
        "report" => RegionMode.Report,
        "evidence" => RegionMode.Evidence,
        _ => throw Wrong(node, key, file, "expected off, report or evidence"),
    };

    private static List<ushort> Countries(YamlNode node, string key, string file)
    {
        if (node is YamlScalarNode { Value: null or "" })
            return [];
        return node is YamlSequenceNode items
            ? [.. items.Children.Select(item => Country(item, key, file)).Distinct()]
            : throw Wrong(node, key, file, "expected a list of countries, such as [US, DE]");
    }

    private static ushort Country(YamlNode node, string key, string file)
    {
        var code = node is YamlScalarNode { Value: { } text } ? CountryCode.Pack(Encoding.UTF8.GetBytes(text)) : (ushort)0;
        return code != 0 ? code : throw Wrong(node, key, file, "expected two letters of ISO 3166, such as US; quote NO");
    }

    private static InputException Wrong(YamlNode node, string key, string file, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Start.Line}: {key}: {what}"));
}
