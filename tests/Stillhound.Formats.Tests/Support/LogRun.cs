using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Tests.Support;

/// <summary>One run of the reader, written down.</summary>
internal sealed class LogRun : IRejectSink
{
    public List<string> Records { get; } = [];

    public List<(int Count, long First, long Watermark)> Batches { get; } = [];

    public List<Reject> Rejects { get; } = [];

    public LogProgress Progress { get; private set; } = null!;

    public void Accept(Reject reject) => Rejects.Add(reject);

    public static LogRun Of(LogOptions options, params string[] paths) => Of(LogFiles.Find(paths), options);

    public static LogRun Of(IReadOnlyList<LogFile> files, LogOptions options)
    {
        var run = new LogRun();
        var reader = new LogReader<Seen>(files, options with { Rejects = run }, () => new Seen(), seen => seen.Clear());
        reader.Run((batch, watermark) =>
        {
            run.Batches.Add((batch.Records.Count, batch.Times[0], watermark));
            run.Records.AddRange(batch.Records);
        });
        run.Progress = reader.Progress;
        run.Progress.Records.ShouldBe(run.Records.Count);
        return run;
    }
}
