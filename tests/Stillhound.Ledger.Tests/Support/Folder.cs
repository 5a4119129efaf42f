using System.Text;

namespace Stillhound.Ledger.Tests.Support;

/// <summary>A ledger's folder, gone with its test.</summary>
public sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stillhound-ledger-").FullName;

    public IReadOnlyList<string> Segments => [.. Directory.EnumerateFiles(Path, "ledger-*").Order(StringComparer.Ordinal)];

    /// <summary>Writes entries, some to a segment, and closes the ledger.</summary>
    public Folder Holding(int entries, long segmentBytes = 1 << 20)
    {
        using var ledger = LedgerFile.Open(Path, new LedgerOptions { SegmentBytes = segmentBytes });
        for (var i = 0; i < entries; i++)
            ledger.Append(Draft($"entry {i}"));
        return this;
    }

    public static LedgerDraft Draft(string text) => new("test", Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new { text })));

    public LedgerVerdict Verify(LedgerHead? expected = null) => LedgerVerifier.Verify(Path, expected);

    public void ForgetHead() => File.Delete(System.IO.Path.Combine(Path, "head"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
