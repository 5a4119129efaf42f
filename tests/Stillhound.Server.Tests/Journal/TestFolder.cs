using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>A folder of its own for one journal, gone after the test.</summary>
internal sealed class TestFolder(string? under = null) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(under ?? System.IO.Path.GetTempPath(), "journal-" + Guid.NewGuid().ToString("N"));

    /// <summary>The files of its segments, oldest first.</summary>
    public string[] Segments => [.. Directory.GetFiles(Path, "*.journal").Order(StringComparer.Ordinal)];

    public FrameJournal Open(JournalOptions? options = null, IJournalDisk? disk = null, TimeProvider? time = null) =>
        FrameJournal.Open(Path, options ?? new JournalOptions(), time ?? TimeProvider.System, disk);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
