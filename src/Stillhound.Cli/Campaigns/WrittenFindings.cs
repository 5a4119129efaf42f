using System.Globalization;
using System.Text.Json;
using Stillhound.Cli.Evaluation;
using Stillhound.Core.Campaigns;
using Stillhound.Formats.Inputs;
using Stillhound.Reporting;

namespace Stillhound.Cli.Campaigns;

/// <summary>What a scan wrote into a folder, read back for people. Fields that an older program did not write stay empty.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Campaigns">The campaigns, in the order of the file.</param>
internal sealed record WrittenFindings(string Folder, IReadOnlyList<WrittenCampaign> Campaigns)
{
    private const int Version = 1;
    private const int MemberColumns = 6;

    /// <summary>Reads <c>campaigns.json</c> and, where it is wanted, <c>members.csv</c>.</summary>
    /// <exception cref="InputException">There are no findings, or none that this program can read.</exception>
    public static WrittenFindings Read(string folder, bool withMembers)
    {
        if (!Directory.Exists(folder))
            throw new InputException($"{folder}: no such folder");
        var path = Existing(folder, OutputDirectory.CampaignsFile);
        var members = withMembers ? Members(Existing(folder, OutputDirectory.MembersFile)) : null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement.Clone();
            var version = root.GetProperty("version").GetInt32();
            if (version != Version)
                throw new InputException($"{path}: it is of version {version}; this program reads version {Version}");
            return new WrittenFindings(folder, [.. root.GetProperty("campaigns").EnumerateArray().Select(c => WrittenCampaign.Read(c, members))]);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: it is cut off or no JSON (line {e.LineNumber + 1})", e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException($"{path}: it is not what a scan writes: {e.Message}", e);
        }
    }

    /// <summary>The campaign of an identifier.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public WrittenCampaign Find(string id)
    {
        if (Campaigns.FirstOrDefault(c => c.Finding.Id == id) is { } found)
            return found;
        var into = Campaigns.FirstOrDefault(c => c.Finding.History.Any(h => h.What == CampaignChange.Absorbed && h.Campaign == id));
        throw new InputException(into is not null
            ? $"{Folder}: {id} is no campaign of its own any more: {into.Finding.Id} took it in"
            : $"{Folder}: no campaign {id} here; see stillhound campaigns {Folder}");
    }

    private static string Existing(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? path : throw new InputException($"{folder}: no {file} here; name a folder that a scan wrote");
    }

    private static ILookup<string, MemberFinding> Members(string path)
    {
        var rows = new List<(string Campaign, MemberFinding Member)>();
        using var reader = new StreamReader(path);
        foreach (var row in CsvRows.Read(reader).Skip(1))
        {
            var culture = CultureInfo.InvariantCulture;
            if (row.Count != MemberColumns
                || !long.TryParse(row[4], NumberStyles.None, culture, out var exchanges) || !long.TryParse(row[5], NumberStyles.None, culture, out var before))
                throw new InputException($"{path}: row {rows.Count + 2} is cut off or not what a scan writes");
            var confidence = double.TryParse(row[2], NumberStyles.Float, culture, out var known) ? known : double.NaN;
            DateTimeOffset? attached = DateTimeOffset.TryParse(row[3], culture, out var time) ? time : null;
            rows.Add((row[0], new MemberFinding(row[1], confidence, attached, exchanges, before, "")));
        }

        return rows.ToLookup(static r => r.Campaign, static r => r.Member, StringComparer.Ordinal);
    }
}
