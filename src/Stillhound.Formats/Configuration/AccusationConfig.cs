using System.Globalization;
using Stillhound.Core.ErrorControl;
using Stillhound.Formats.Inputs;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Formats.Configuration;

/// <summary>
/// Reads the key <c>false_accusations</c>: an object with any of <c>per_log</c>, <c>per_million_account_days</c> and
/// <c>false_discovery_rate</c>.
/// </summary>
internal static class AccusationConfig
{
    /// <summary>The key.</summary>
    public const string Key = "false_accusations";

    /// <summary>Reads the value of the key.</summary>
    /// <param name="node">The value.</param>
    /// <param name="file">The configuration's file, for messages.</param>
    /// <exception cref="InputException">A key or value is wrong; the message names it and its line.</exception>
    public static FalseAccusationBudget Read(YamlNode node, string file)
    {
        var budget = new FalseAccusationBudget();
        if (node is YamlScalarNode { Value: null or "" })
            return budget;
        if (node is not YamlMappingNode keys)
            throw Wrong(node, file, "expected keys and values, such as {per_million_account_days: 1}");
        foreach (var (key, value) in keys.Children)
        {
            budget = key.ToString() switch
            {
                "per_log" => budget with { PerLog = Number(value, "per_log", file) },
                "per_million_account_days" => budget with { PerMillionAccountDays = Number(value, "per_million_account_days", file) },
                "false_discovery_rate" => budget with { FalseDiscoveryRate = Number(value, "false_discovery_rate", file) },
                var unknown => throw Wrong(key, file, $"unknown key '{unknown}'; known are per_log, per_million_account_days, false_discovery_rate"),
            };
        }

        return budget;
    }

    private static double Number(YamlNode node, string key, string file) =>
        node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(node, file, $"{key}: expected a number");

    private static InputException Wrong(YamlNode node, string file, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Start.Line}: {Key}: {what}"));
}
