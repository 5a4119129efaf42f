using Microsoft.Extensions.Logging;
using Stillhound.Formats.Live;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Server.Configuration;
using Stillhound.Server.Ingest;
using Stillhound.Server.Ingest.Following;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Hosting;

/// <summary>Follows the files that the configuration names, each on its own.</summary>
internal sealed class Followers : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<FileFollower> _files = [];
    private Task _work = Task.CompletedTask;

    /// <summary>Makes them; nothing is read yet.</summary>
    /// <exception cref="ConfigurationException">A map cannot be used.</exception>
    public Followers(ServerOptions options, LogOptions log, IngestServices ingest, StoredNames names, TimeProvider time, ILoggerFactory logs)
    {
        foreach (var file in options.Ingest.Files)
        {
            var parser = new BodyParser(file.Format, log with { Map = file.Map is null ? null : FieldMap.Load(file.Map) });
            var store = new PositionFile(Path.Combine(options.State, "follow"), file.Path);
            _files.Add(new FileFollower(file, store, parser, new IngestSink(names, options.Privacy.Redact), DeliverAsync, ingest.Rejects, new FollowerOptions { LongestRecord = options.Ingest.LongestRecord }, time, logs.CreateLogger<FileFollower>()));
        }

        async ValueTask DeliverAsync(IngestSink sink, CancellationToken cancellation)
        {
            while (ingest.Intake.IsFull)
                await Task.Delay(Patience, time, cancellation).ConfigureAwait(false);
            var result = await ingest.Intake.AcceptAsync(sink).ConfigureAwait(false);
            ingest.Count("file", result.Added, result.Retried, 0, 0);
        }
    }

    /// <summary>How each file is getting on.</summary>
    public IEnumerable<FollowStatus> Status => _files.Select(static f => f.Status);

    /// <summary>Begins.</summary>
    public void Start() => _work = Task.WhenAll(_files.Select(file => Task.Run(() => file.RunAsync(_stop.Token))));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _work.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Positions are saved after each chunk.
        }

        foreach (var file in _files)
            file.Dispose();
        _stop.Dispose();
    }
}
