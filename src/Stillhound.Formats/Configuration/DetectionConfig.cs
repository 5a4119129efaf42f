using System.Globalization;
using Stillhound.Core.Engine;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Inputs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Formats.Configuration;

/// <summary>
/// Reads the options of detection from YAML: <c>sweep</c>, <c>lateness</c>, <c>search</c>, <c>search_at_latest</c> (such as 10m, 6h, 1d),
/// <c>early</c> (true or false), <c>smallest_cohort</c>, <c>prior_log10_odds</c>, <c>review_log10_odds</c>, <c>act_log10_odds</c>,
/// <c>account_false_discovery_rate</c>, the budget <c>false_accusations</c>, the policy <c>regional_access</c>, and the lists of <c>enrichment</c>.
/// </summary>
public static class DetectionConfig
{
    private static readonly string[] Keys =
        ["sweep", "lateness", "search", "search_at_latest", "early", "smallest_cohort", "prior_log10_odds", "review_log10_odds", "act_log10_odds", "account_false_discovery_rate", AccusationConfig.Key, RegionConfig.Key, EnrichmentConfig.Key];

    /// <summary>Reads options from a file.</summary>
    /// <exception cref="InputException">The file cannot be read or a key or value is wrong; the message names it.</exception>
    public static DetectionSettings Load(string path)
    {
        try
        {
            using var reader = File.OpenText(path);
            return Parse(reader, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads options from YAML text.</summary>
    /// <exception cref="InputException">A key or value is wrong; the message names it and its line.</exception>
    public static DetectionSettings Parse(TextReader yaml, string name)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(yaml);
            return Read(stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode, name);
        }
        catch (YamlException e)
        {
            throw new InputException($"{name}:{e.Start.Line}: {e.Message}", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or InvalidCastException)
        {
            throw new InputException($"{name}: this is no YAML: a bracket, brace or quote may not be closed", e);
        }
    }

    /// <summary>Reads options from a part of a YAML file.</summary>
    /// <param name="node">The part; null is one without keys.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InputException">A key or value is wrong; the message names it and its line.</exception>
    public static DetectionSettings Read(YamlNode? node, string name)
    {
        var options = new EngineOptions();
        EnrichmentOptions? enrichment = null;
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        if (node is null or YamlScalarNode { Value: null or "" })
            return new DetectionSettings(options, null);
        if (node is not YamlMappingNode root)
            throw new InputException($"{name}: expected keys and values");
        try
        {
            foreach (var (key, value) in root.Children)
            {
                lines[key.ToString()] = key.Start.Line;
                if (key.ToString() == EnrichmentConfig.Key)
                    enrichment = EnrichmentConfig.Read(value, name);
                else if (key.ToString() == RegionConfig.Key)
                    options = options with { Region = RegionConfig.Read(value, name) };
                else if (key.ToString() == AccusationConfig.Key)
                    options = options with { FalseAccusations = AccusationConfig.Read(value, name) };
                else
                    options = With(options, key.ToString(), value.ToString(), $"{name}:{key.Start.Line}");
            }

            options.Validate();
            return new DetectionSettings(options, enrichment);
        }
        catch (ArgumentOutOfRangeException e)
        {
            var line = lines.TryGetValue(KeyOf(e), out var at) ? string.Create(CultureInfo.InvariantCulture, $":{at}") : "";
            throw new InputException($"{name}{line}: {Problem(e)}", e);
        }
    }

    /// <summary>The key of the option that is out of range: <c>smallest_cohort</c>.</summary>
    private static string KeyOf(ArgumentOutOfRangeException problem) =>
        string.Concat((problem.ParamName ?? "").Select(static (c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>What is wrong with it, without what the framework appends; it names the option.</summary>
    public static string Problem(ArgumentOutOfRangeException problem)
    {
        var message = problem.Message.Split('\n')[0];
        var parameter = message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return parameter < 0 ? message : message[..parameter];
    }

    /// <summary>Reads a duration such as 30s, 10m, 6h or 1d.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static TimeSpan Duration(string text, string where)
    {
        if (text.Length >= 2 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1e6)
        {
            switch (text[^1])
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
                default: break;
            }
        }

        throw new InputException($"{where}: expected a duration such as 30s, 10m, 6h or 1d");
    }

    private static EngineOptions With(EngineOptions options, string key, string value, string where) => key switch
    {
        "sweep" => options with { Sweep = Duration(value, $"{where}: sweep") },
        "lateness" => options with { Lateness = Duration(value, $"{where}: lateness") },
        "search" => options with { Search = Duration(value, $"{where}: search") },
        "search_at_latest" => options with { SearchAtLatest = Duration(value, $"{where}: search_at_latest") },
        "early" => options with { Early = Truth(value, $"{where}: early") },
        "smallest_cohort" => options with { SmallestCohort = Whole(value, $"{where}: smallest_cohort") },
        "prior_log10_odds" => options with { PriorLog10Odds = Number(value, $"{where}: prior_log10_odds") },
        "review_log10_odds" => options with { ReviewLog10Odds = Number(value, $"{where}: review_log10_odds") },
        "act_log10_odds" => options with { ActLog10Odds = Number(value, $"{where}: act_log10_odds") },
        "account_false_discovery_rate" => options with { AccountFalseDiscoveryRate = Number(value, $"{where}: account_false_discovery_rate") },
        _ => throw new InputException($"{where}: unknown key '{key}'; known are {string.Join(", ", Keys)}"),
    };

    private static double Number(string text, string where) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new InputException($"{where}: expected a number");

    private static bool Truth(string text, string where) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new InputException($"{where}: expected true or false"),
    };

    private static int Whole(string text, string where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InputException($"{where}: expected a whole number");
}
