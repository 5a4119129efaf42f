using System.Buffers;
using System.Text;

namespace Stillhound.Ledger;

/// <summary>
/// A ledger in a folder. One process writes it; any number read it. What many threads append at once becomes durable with one flush.
/// </summary>
public sealed class LedgerFile : ILedger, IDisposable
{
    private readonly Lock _queue = new();
    private readonly Lock _write = new();
    private readonly string _folder;
    private readonly LedgerOptions _options;
    private readonly FileStream _lock;
    private readonly ArrayBufferWriter<byte> _lines = new(1 << 16);
    private List<Request> _waiting = [];
    private ISegmentFile? _segment;
    private volatile HeadBox _head;
    private long _headNotedAt;
    private Exception? _fault;
    private long _toldTorn;

    private LedgerFile(string folder, LedgerOptions options, FileStream held, LedgerOpening opening)
    {
        (_folder, _options, _lock, Opening, _head, _toldTorn) = (folder, options, held, opening, new HeadBox(opening.Head), opening.TornBytes);
        _headNotedAt = options.Time.GetTimestamp();
    }

    /// <summary>What was found when it was opened.</summary>
    public LedgerOpening Opening { get; }

    /// <inheritdoc/>
    public LedgerHead Head => _head.Value;

    /// <summary>
    /// Opens a ledger for writing, or begins one. A write that a crash broke off is cut, and the next entries begin with one of type
    /// <c>ledger.cut</c> that says so.
    /// </summary>
    /// <param name="folder">Its folder; made when it is not there.</param>
    /// <param name="options">How it is kept.</param>
    /// <exception cref="LedgerException">Another process writes it, or its last segment is broken.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static LedgerFile Open(string folder, LedgerOptions? options = null)
    {
        options ??= new LedgerOptions();
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var held = Hold(folder);
        try
        {
            return new LedgerFile(folder, options, held, FindEnd(folder, options));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LedgerEntry> Append(params IReadOnlyList<LedgerDraft> drafts)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        var request = new Request([.. drafts.Select(Checked)]);
        lock (_queue)
            _waiting.Add(request);
        lock (_write)
        {
            // Whoever held the lock before may have written this with its own.
            if (request.Entries is null && request.Error is null)
                WriteWaiting();
        }

        return request.Entries ?? throw new LedgerException(request.Error!.Message, request.Error);
    }

    /// <inheritdoc/>
    public IEnumerable<LedgerEntry> Read(long after = 0) => Head.Seq is var head && after >= head ? [] : LedgerReading.Entries(_folder, after, head);

    /// <summary>Notes the head and lets go of the folder.</summary>
    public void Dispose()
    {
        lock (_write)
        {
            _fault ??= new ObjectDisposedException(nameof(LedgerFile));
            NoteHead();
            _segment?.Dispose();
            _lock.Dispose();
        }
    }

    private static FileStream Hold(string folder)
    {
        try
        {
            var options = LedgerFolder.Private(FileMode.OpenOrCreate);
            options.Share = FileShare.None;
            return new FileStream(LedgerFolder.Lock(folder), options);
        }
        catch (IOException e)
        {
            throw new LedgerException($"{folder}: another process writes this ledger, or its lock cannot be made ({e.Message})", e);
        }
    }

    private static LedgerOpening FindEnd(string folder, LedgerOptions options)
    {
        var noted = LedgerFolder.ReadHead(folder);
        long torn = 0;
        foreach (var (path, first) in LedgerFolder.Segments(folder).Reverse())
        {
            var (head, end, tornHere) = SegmentScan.Run(path, first);
            torn += tornHere;
            if (tornHere > 0)
            {
                using var segment = options.OpenSegment(path);
                segment.Truncate(end);
                segment.Flush();
            }

            if (head is { } found)
                return new LedgerOpening(found, torn, Math.Max(0, (noted?.Seq ?? 0) - found.Seq));
            File.Delete(path);
        }

        return new LedgerOpening(LedgerHead.None, torn, noted?.Seq ?? 0);
    }

    private static LedgerDraft Checked(LedgerDraft draft)
    {
        if (!LedgerFormat.IsType(draft.Type))
            throw new ArgumentException("A type is 1 to 64 of a-z, 0-9, '_' and '.'.", nameof(draft));
        var payload = CanonicalJson.Of(draft.Payload.Span);
        return payload.Length <= LedgerFormat.LongestPayload ? new LedgerDraft(draft.Type, payload) : throw new ArgumentException("The payload is too long for one entry.", nameof(draft));
    }

    private void WriteWaiting()
    {
        List<Request> requests;
        lock (_queue)
            (requests, _waiting) = (_waiting, []);
        try
        {
            if (_fault is not null)
                throw new LedgerException($"{_folder}: the ledger failed before and must be opened anew ({_fault.Message})", _fault);
            WriteAll(requests);
        }
        catch (Exception e)
        {
            foreach (var request in requests)
                request.Error = e;
        }
    }

    private void WriteAll(List<Request> requests)
    {
        var now = _options.Time.GetUtcNow();
        var head = Head;
        var torn = _toldTorn;
        _lines.ResetWrittenCount();
        if (torn > 0)
            Line("ledger.cut", Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"bytes\":{torn}}}")));
        var first = head.Seq;
        var entries = requests.ConvertAll(request => request.Drafts.ConvertAll(draft => Line(draft.Type, draft.Payload)));
        Store();
        (_head, _toldTorn) = (new HeadBox(head), 0);
        for (var i = 0; i < requests.Count; i++)
            requests[i].Entries = entries[i];
        if (_options.Time.GetElapsedTime(_headNotedAt) >= _options.HeadEvery)
            NoteHead();

        LedgerEntry Line(string type, ReadOnlyMemory<byte> payload)
        {
            var entry = LedgerFormat.Write(_lines, head.Seq + 1, now, type, payload, head.Hash);
            head = new LedgerHead(entry.Seq, entry.Hash);
            return entry;
        }
    }

    private void Store()
    {
        var segment = Segment();
        var before = segment.Length;
        try
        {
            segment.Write(_lines.WrittenSpan);
        }
        catch (Exception e)
        {
            CutBack(segment, before, e);
            throw;
        }

        try
        {
            segment.Flush();
        }
        catch (Exception e)
        {
            // Once a flush has failed nobody knows what the disk holds; only reading it anew tells.
            _fault = e;
            CutBack(segment, before, e);
            throw;
        }
    }

    private void CutBack(ISegmentFile segment, long length, Exception why)
    {
        try
        {
            segment.Truncate(length);
        }
        catch (IOException)
        {
            _fault = why;
        }
    }

    private ISegmentFile Segment()
    {
        if (_segment is null && LedgerFolder.Segments(_folder) is [.., var last])
            _segment = _options.OpenSegment(last.Path);
        if (_segment is null || (_segment.Length >= _options.SegmentBytes && _segment.Length > 0))
        {
            var fresh = _options.OpenSegment(LedgerFolder.Segment(_folder, Head.Seq + 1));
            LedgerFolder.Sync(_folder);
            _segment?.Dispose();
            _segment = fresh;
            NoteHead();
        }

        return _segment;
    }

    private void NoteHead()
    {
        _headNotedAt = _options.Time.GetTimestamp();
        try
        {
            if (Head.Seq > 0)
                LedgerFolder.WriteHead(_folder, Head);
        }
        catch (IOException)
        {
            // The entries are durable; the note is a help that the next one makes good.
        }
    }

    private sealed class Request(List<LedgerDraft> drafts)
    {
        public List<LedgerDraft> Drafts { get; } = drafts;

        public IReadOnlyList<LedgerEntry>? Entries { get; set; }

        public Exception? Error { get; set; }
    }

    private sealed record HeadBox(LedgerHead Value);
}
