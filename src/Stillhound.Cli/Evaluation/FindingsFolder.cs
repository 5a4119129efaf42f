using System.Globalization;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Formats.Inputs;
using Stillhound.Reporting;

namespace Stillhound.Cli.Evaluation;

/// <summary>Reads back what a scan wrote, as far as a comparison with the truth needs it.</summary>
internal static class FindingsFolder
{
    /// <summary>Reads <c>campaigns.json</c> and <c>members.csv</c>. What else findings hold stays empty.</summary>
    /// <exception cref="InputException">A file is missing or is not what a scan writes.</exception>
    public static Findings Read(string folder)
    {
        var campaigns = Path.Combine(folder, OutputDirectory.CampaignsFile);
        try
        {
            var members = Members(Path.Combine(folder, OutputDirectory.MembersFile));
            using var json = JsonDocument.Parse(File.ReadAllBytes(campaigns));
            var input = json.RootElement.GetProperty("input");
            return new Findings
            {
                Input = new InputSummary(
                    input.GetProperty("exchanges").GetInt64(), input.GetProperty("rejected").GetInt64(), input.GetProperty("accounts").GetInt64(), null, null),
                Coverage = [],
                Campaigns = [.. json.RootElement.GetProperty("campaigns").EnumerateArray().Select(c => Campaign(c, members))],
                ActivityStart = default,
                ActivityBucket = TimeSpan.Zero,
                PopulationActivity = [],
                PopulationHourOfWeek = [],
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException($"{campaigns}: it is not what a scan writes: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: no findings here: {e.Message}", e);
        }
    }

    private static CampaignFinding Campaign(JsonElement json, ILookup<string, MemberFinding> members)
    {
        var id = json.GetProperty("id").GetString() ?? "";
        return new CampaignFinding
        {
            Id = id,
            Tier = Enum.Parse<Tier>(json.GetProperty("tier").GetString() ?? "", ignoreCase: true),
            Confidence = json.GetProperty("confidence").GetDouble(),
            Title = json.GetProperty("title").GetString() ?? "",
            Summary = "",
            Exchanges = json.GetProperty("exchanges").GetInt64(),
            InputTokens = 0,
            OutputTokens = 0,
            FirstSeen = default,
            LastSeen = default,
            DetectedAt = null,
            ExchangesBeforeDetection = 0,
            Targets = [],
            Evidence = [],
            Explanations = [],
            SampleAccounts = [],
            Members = [.. members[id]],
            Activity = [],
            HourOfWeek = [],
            History = [],
            LikelyOf = json.TryGetProperty("likely_of", out var whole) ? whole.GetString() : null,
        };
    }

    private static ILookup<string, MemberFinding> Members(string path)
    {
        var rows = new List<(string Campaign, MemberFinding Member)>();
        using var reader = new StreamReader(path);
        foreach (var row in CsvRows.Read(reader).Skip(1))
        {
            if (row.Count != 6)
                throw new InputException($"{path}: row {rows.Count + 2} has {row.Count} fields where a scan writes 6");
            var culture = CultureInfo.InvariantCulture;
            DateTimeOffset? attached = row[3].Length == 0 ? null : DateTimeOffset.Parse(row[3], culture);
            var confidence = row[2].Length == 0 ? double.NaN : double.Parse(row[2], culture);
            rows.Add((row[0], new MemberFinding(row[1], confidence, attached, long.Parse(row[4], culture), long.Parse(row[5], culture), "")));
        }

        return rows.ToLookup(static r => r.Campaign, static r => r.Member, StringComparer.Ordinal);
    }
}
