using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>What all threads of a reader count together.</summary>
internal sealed class LogCounters(IReadOnlyList<LogFile> files)
{
    private readonly long[] _rejects = new long[RejectReasonText.Count];
    private readonly long? _total = files.Any(file => file.Length is null) ? null : files.Sum(file => file.Length);
    private long _stored;
    private long _text;
    private long _records;
    private long _skipped;
    private int _filesDone;

    public void AddChunk(long storedBytes, long textBytes, long records)
    {
        Interlocked.Add(ref _stored, storedBytes);
        Interlocked.Add(ref _text, textBytes);
        Interlocked.Add(ref _records, records);
    }

    public void AddReject(RejectReason reason) => Interlocked.Increment(ref _rejects[(int)reason]);

    public void AddSkipped(int records) => Interlocked.Add(ref _skipped, records);

    public void AddFileDone() => Interlocked.Increment(ref _filesDone);

    public LogProgress Snapshot()
    {
        var by = new Dictionary<RejectReason, long>();
        for (var reason = 1; reason < _rejects.Length; reason++)
        {
            var count = Interlocked.Read(ref _rejects[reason]);
            if (count > 0)
                by[(RejectReason)reason] = count;
        }

        return new LogProgress
        {
            StoredBytes = Interlocked.Read(ref _stored),
            TotalStoredBytes = _total,
            TextBytes = Interlocked.Read(ref _text),
            Records = Interlocked.Read(ref _records),
            Rejected = by.Values.Sum(),
            RejectedBy = by,
            Skipped = Interlocked.Read(ref _skipped),
            FilesDone = Volatile.Read(ref _filesDone),
            Files = files.Count,
        };
    }
}
