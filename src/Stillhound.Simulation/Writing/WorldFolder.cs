// The sink contract passes exchanges by reference; only their fields are read, so nothing is copied.
#pragma warning disable RCS1242
using System.IO.Compression;
using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Writing;

/// <summary>Writes a world as a folder: exchanges, account facts, events and the truth.</summary>
public static class WorldFolder
{
    /// <summary>Names that a world's folder may hold.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["exchanges.ndjson", "exchanges.ndjson.gz", "accounts.ndjson", "events.ndjson", "truth.csv"];

    /// <summary>Whether a folder is free to be written: absent, or holding nothing but an earlier world.</summary>
    public static bool IsFree(string folder) => !Directory.Exists(folder)
        || Directory.EnumerateFileSystemEntries(folder).All(e => FileNames.Contains(Path.GetFileName(e), StringComparer.Ordinal));

    /// <summary>Writes the world; an earlier world in the folder is replaced.</summary>
    /// <param name="world">The world.</param>
    /// <param name="folder">Where to; made if absent.</param>
    /// <param name="gzip">Whether the exchanges are compressed.</param>
    /// <param name="progress">Told the number of exchanges written now and then; may be null.</param>
    /// <param name="cancel">Stops the writing.</param>
    /// <returns>Number of exchanges written.</returns>
    public static long Write(World world, string folder, bool gzip = false, Action<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(world);
        Directory.CreateDirectory(folder);
        foreach (var name in FileNames)
            File.Delete(Path.Combine(folder, name));
        using (var accounts = File.Create(Path.Combine(folder, "accounts.ndjson")))
            SideFiles.Accounts(accounts, world.AccountFacts);
        using (var events = File.Create(Path.Combine(folder, "events.ndjson")))
            SideFiles.Events(events, world.Events);
        using (var truth = File.Create(Path.Combine(folder, "truth.csv")))
            SideFiles.Truth(truth, world.Truth);
        using var file = File.Create(Path.Combine(folder, gzip ? "exchanges.ndjson.gz" : "exchanges.ndjson"));
        using Stream stream = gzip ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var writer = new ExchangeWriter(stream, world);
        return world.Play(progress is null ? writer : new Counting(writer, progress), cancel);
    }

    private sealed class Counting(IExchangeSink inner, Action<long> progress) : IExchangeSink
    {
        private long _count;

        public void Accept(in Exchange exchange)
        {
            inner.Accept(exchange);
            if ((++_count & 0xFFF) == 0)
                progress(_count);
        }
    }
}
