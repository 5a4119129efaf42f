using System.Text.Json;

namespace Stillhound.Cli.Tests.Support;

/// <summary>A folder of a test's own, gone with it.</summary>
public sealed class Workspace : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("stillhound-cli-").FullName;

    /// <summary>Where a scan of this test writes.</summary>
    public string Out => At("out");

    public void Dispose() => Directory.Delete(_path, recursive: true);

    public string At(string name) => Path.Combine(_path, name);

    public string Folder(string name) => Directory.CreateDirectory(At(name)).FullName;

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>Scans, and gives what was read.</summary>
    internal (CliResult Run, long Exchanges, long Rejected, IReadOnlyDictionary<string, int> Reasons) Scan(params string[] arguments)
    {
        var run = Shell.Run(["scan", .. arguments, "--out", Out]);
        run.Error.ShouldBeEmpty();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "campaigns.json")));
        var input = json.RootElement.GetProperty("input");
        return (run, input.GetProperty("exchanges").GetInt64(), input.GetProperty("rejected").GetInt64(), Reasons());
    }

    /// <summary>The sampled rejects by reason.</summary>
    public IReadOnlyDictionary<string, int> Reasons()
    {
        var path = Path.Combine(Out, "rejects.ndjson");
        return (File.Exists(path) ? File.ReadLines(path) : [])
            .Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("reason").GetString()!)
            .CountBy(static reason => reason).ToDictionary();
    }
}
