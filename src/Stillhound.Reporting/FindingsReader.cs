using System.Text;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Reporting.Reading;

namespace Stillhound.Reporting;

/// <summary>Reads back what <see cref="FindingsWriter"/> wrote into a folder, whoever has had their hands on it since.</summary>
public static class FindingsReader
{
    private const int Version = 1;

    /// <summary>
    /// Reads <c>campaigns.json</c> and <c>members.csv</c>, and <c>findings.json</c> and <c>details.json</c> where they are. Without
    /// <c>details.json</c>, as older programs leave a folder, series, ties and details are empty.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The findings as far as files hold them: infinite weights as ±999, times to the millisecond.</returns>
    /// <exception cref="OutputException">A file is missing, too large, damaged or of another version; the message names it.</exception>
    public static ReadFindings Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Read(folder, new ReadLimits());
    }

    internal static ReadFindings Read(string folder, ReadLimits limits)
    {
        var findings = Json(folder, OutputDirectory.CampaignsFile, limits, static root => CampaignsReader.Read(root, Start(root), TimeSpan.FromHours(6)))
            ?? throw Refused(folder, OutputDirectory.CampaignsFile, "it is not there; name a folder that a scan wrote");
        var members = Open(folder, OutputDirectory.MembersFile, limits.CsvBytes, stream =>
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return MembersReader.Read(reader, limits);
        }) ?? throw Refused(folder, OutputDirectory.MembersFile, "it is not there, though campaigns.json is");
        var twice = findings.Campaigns.GroupBy(static c => c.Id, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1);
        if (twice is not null)
            throw Refused(folder, OutputDirectory.CampaignsFile, $"campaign '{twice.Key}' stands there twice");
        findings = findings with
        {
            Campaigns = [.. findings.Campaigns.Select(c => c with { Members = members.GetValueOrDefault(c.Id) ?? [] })],
            Accounts = Json(folder, OutputDirectory.FindingsFile, limits, AccountsReader.Read) ?? AccountReport.Empty,
        };
        var read = Json(folder, OutputDirectory.DetailsFile, limits, root => new ReadDetails(DetailsReader.Read(root, findings, limits)));
        return read is null ? new ReadFindings(findings, []) : new ReadFindings(read.Value.Findings, read.Value.Details);
    }

    private static DateTimeOffset Start(JsonElement root) => root.Required("input").OptionalTime("first") ?? DateTimeOffset.UnixEpoch;

    private static T? Json<T>(string folder, string file, ReadLimits limits, Func<JsonElement, T> read)
        where T : class => Open(folder, file, limits.JsonBytes, stream =>
        {
            using var document = JsonDocument.Parse(stream);
            var version = document.RootElement.Long("version");
            return version == Version ? read(document.RootElement) : throw new FormatException($"it is of version {version}; this program reads version {Version}");
        });

    /// <summary>Reads a file; null where there is none.</summary>
    private static T? Open<T>(string folder, string file, long most, Func<Stream, T> read)
        where T : class
    {
        try
        {
            using var stream = new FileStream(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
            return stream.Length <= most ? read(stream) : throw new FormatException($"it is larger than {most >> 20} MB, more than is read");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw Refused(folder, file, $"it is cut off or no JSON (line {e.LineNumber + 1})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Refused(folder, file, $"it cannot be read: {e.Message}", e);
        }
        catch (FormatException e)
        {
            throw Refused(folder, file, $"it is not what a scan writes: {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            throw Refused(folder, file, "the folder's name is empty or not a valid path", e);
        }
    }

    private static OutputException Refused(string folder, string file, string why, Exception? inner = null)
    {
        var path = folder.Length == 0 ? file : $"{folder.TrimEnd('/')}/{file}";
        return new OutputException(path, OutputDirectory.OneLine(path) + ": " + OutputDirectory.OneLine(why), inner);
    }

    private sealed record ReadDetails((Findings Findings, List<CampaignDetail> Details) Value);
}

/// <summary>What a folder holds.</summary>
/// <param name="Findings">The findings.</param>
/// <param name="Details">What findings about campaigns rest on, in their order; empty where the folder does not hold it.</param>
public sealed record ReadFindings(Findings Findings, IReadOnlyList<CampaignDetail> Details);
