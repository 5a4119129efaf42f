using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Live;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Server.Ingest.Following;

/// <summary>
/// Takes in the lines of one file as they are written, each once and in order, through rotation, truncation, restarts and crashes.
/// Lines are handed on until they are durable, then the position is saved. A crash between the two hands the same lines on again:
/// records without an identifier are then known by the place where they stand, so that the journal leaves them out.
/// </summary>
internal sealed partial class FileFollower : IDisposable
{
    private readonly string _path;
    private readonly ulong _pathKey;
    private readonly IPositionStore _store;
    private readonly BodyParser _parser;
    private readonly IngestSink _sink;
    private readonly Func<IngestSink, CancellationToken, ValueTask> _deliver;
    private readonly FollowerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly LineBuffer _buffer;
    private readonly FollowTally _tally;
    private readonly FileSuccession _succession;
    private readonly byte[] _mark = new byte[FileContent.Sample];
    private FilePosition? _position;
    private bool _unsaved;
    private SafeFileHandle? _file;
    private long _length;
    private long? _quietSince;
    private int _misses;
    private string? _error;
    private FollowStatus _status;

    /// <summary>Makes a follower; nothing is read yet.</summary>
    /// <param name="file">What is followed.</param>
    /// <param name="store">Where its position is saved.</param>
    /// <param name="parser">Reads its lines; this follower's alone.</param>
    /// <param name="sink">Takes what is read; this follower's alone.</param>
    /// <param name="deliver">
    /// Completes once what is in the sink is durable, or throws; it may wait for as long as the queue is full. What throws is tried again.
    /// </param>
    /// <param name="rejects">Told of lines that were not read.</param>
    /// <param name="options">How it is followed.</param>
    /// <param name="clock">Tells how long a file has been quiet, and when to look again.</param>
    /// <param name="log">Told of what an operator may have to know.</param>
    public FileFollower(
        FollowedFile file, IPositionStore store, BodyParser parser, IngestSink sink, Func<IngestSink, CancellationToken, ValueTask> deliver,
        IRejectSink? rejects, FollowerOptions options, TimeProvider clock, ILogger log)
    {
        _path = Path.GetFullPath(file.Path);
        _pathKey = Hash64.Of(Encoding.UTF8.GetBytes(_path));
        (_store, _parser, _sink, _deliver, _options, _clock, _log) = (store, parser, sink, deliver, options, clock, log);
        _buffer = new LineBuffer(options);
        _tally = new FollowTally(rejects);
        _succession = new FileSuccession(_path, file.FromStart, options.LongestRecord);
        _status = _tally.Status(_path);
    }

    /// <summary>How it is getting on. Thread safe.</summary>
    public FollowStatus Status => Volatile.Read(ref _status);

    /// <summary>Follows until it is cancelled: at full speed while it is behind, and with pauses while there is nothing new.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (!await StepAsync(cancellation).ConfigureAwait(false))
                await Task.Delay(_options.Poll, _clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes one step: at most one chunk of lines, or one change of file.</summary>
    /// <returns>Whether to go on at once; otherwise there is nothing to do until something changes or time passes.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            _succession.Trouble = null;
            var more = await NextAsync(cancellation).ConfigureAwait(false);
            Report(_succession.Trouble, null);
            return more;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever went wrong, the position stands where it was durable, so trying again is always right.
            Report(e.Message, e);
            return false;
        }
        finally
        {
            Publish();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        if (_position is null)
            Begin();
        if (_unsaved)
            Save();
        if (_file is null && !Resume())
            return false;
        if (!Read())
            return true;
        if (_position!.Skipping)
            return Skip() || await AtEndAsync(0, cancellation).ConfigureAwait(false);
        if (PassHole())
            return true;
        var whole = _buffer.Cut();
        if (whole > 0)
        {
            _quietSince = null;
            await TakeAsync(whole, cancellation).ConfigureAwait(false);
            return true;
        }

        var tail = _buffer.Bytes.Length;
        if (tail > _options.LongestRecord)
        {
            RefuseLine();
            return true;
        }

        if (_buffer.IsFull)
        {
            _buffer.Grow();
            return true;
        }

        return await AtEndAsync(tail, cancellation).ConfigureAwait(false);
    }

    private void Begin()
    {
        _position = _store.Load();
        if (_position is not null)
            return;
        // Saved before anything else: what is written from now on is new, whatever happens next.
        _position = _succession.FirstLook();
        _unsaved = true;
        if (!_position.HasFile)
            Log.Waiting(_log, _path);
    }

    private bool Resume()
    {
        _file = _succession.Find(_position!);
        if (_file is not null)
        {
            _misses = 0;
            return true;
        }

        if (_succession.Following(_position!) is not { } next)
            return false;
        using (next)
        {
            // A rotation in the middle of the search can hide the file from it, hence a second look.
            if (_position!.HasFile && ++_misses < 2)
                return false;
            _misses = 0;
            if (_position.HasFile)
                Log.Gone(_log, _path, Math.Max(0, _length - _position.Offset));
            if (_position.HasFile && _length > _position.Offset)
                _tally.Lost += _length - _position.Offset;
            Switch(next);
            return true;
        }
    }

    /// <summary>Reads what comes next, and makes sure that it is of the file that the position was taken in.</summary>
    private bool Read()
    {
        try
        {
            _buffer.Fill(_file!, _position!.Offset);
            // After reading, so that bytes of a file that was cut in the meantime are not taken for what comes next.
            if (FileContent.Matches(_file!, _position, _mark))
            {
                var length = RandomAccess.GetLength(_file!);
                if (length != _length)
                    _quietSince = null;
                _length = length;
                return true;
            }
        }
        catch (IOException)
        {
            Close();
            throw;
        }

        Close();
        return false;
    }

    private async ValueTask TakeAsync(int length, CancellationToken cancellation)
    {
        _sink.Clear();
        _sink.From(_position!.KeyOf(_pathKey), _position.Offset);
        var outcome = _parser.ParseLines(_buffer.Bytes[..length], _path, _sink);
        if (_sink.Batch.Count > 0)
            await _deliver(_sink, cancellation).ConfigureAwait(false);
        var ended = _buffer.Bytes[..length].Count((byte)'\n');
        _tally.Count(outcome, ended + (_buffer.Bytes[length - 1] == '\n' ? 0 : 1), _position);
        Advance(length, ended, skipping: false);
        Save();
        _buffer.Shrink();
    }

    private void RefuseLine()
    {
        var line = _buffer.Bytes;
        var excerpt = line[..Math.Min(line.Length, Reject.MaxExcerpt)].ToArray();
        _tally.Refuse(new Reject(RejectReason.TooLong, _path, _position!.Lines < 0 ? 0 : _position.Lines + 1, _position.Offset, -1, excerpt));
        Advance(line.Length, 0, skipping: true);
        Save();
        _buffer.Shrink();
    }

    /// <summary>Passes over the rest of a line that is too long.</summary>
    private bool Skip()
    {
        var bytes = _buffer.Bytes;
        if (bytes.IsEmpty)
            return false;
        var end = bytes.IndexOf((byte)'\n');
        Advance(end < 0 ? bytes.Length : end + 1, end < 0 ? 0 : 1, skipping: end < 0);
        if (end >= 0)
            Save();
        return true;
    }

    /// <summary>Passes over the hole that a writer leaves who goes on where he was in a file that was cut.</summary>
    private bool PassHole()
    {
        var bytes = _buffer.Bytes;
        if (bytes.IsEmpty || bytes[0] != 0)
            return false;
        var end = bytes.IndexOfAnyExcept((byte)0);
        // Not saved: to pass over it again costs nothing.
        Advance(end < 0 ? bytes.Length : end, 0, skipping: false);
        return true;
    }

    /// <summary>Looks whether another file has taken the path, once all whole lines of this one are taken in.</summary>
    /// <param name="tail">Bytes of a last line that is not ended.</param>
    /// <param name="cancellation">Stops it.</param>
    private async ValueTask<bool> AtEndAsync(int tail, CancellationToken cancellation)
    {
        if (_succession.Next(_file!, _position!, out var isNewest) is not { } next)
        {
            _quietSince = null;
            return false;
        }

        using (next)
        {
            var now = _clock.GetTimestamp();
            _quietSince ??= now;
            if (isNewest && _clock.GetElapsedTime(_quietSince.Value, now) < _options.Settle)
                return false;
            if (tail > 0)
            {
                await TakeAsync(tail, cancellation).ConfigureAwait(false);
                return true;
            }

            Log.Rotated(_log, _path);
            Switch(next);
            return true;
        }
    }

    /// <summary>Goes on with the next file, from its start.</summary>
    private void Switch(FileSuccession.NextFile next)
    {
        Close();
        _file = next.Take();
        _position = _position!.Next(next.Head);
        _length = 0;
        _quietSince = null;
        // Before anything of it is read: what tells its records apart must be the same after a crash.
        Save();
    }

    private void Advance(int length, int lines, bool skipping)
    {
        var passed = _buffer.Bytes[..length];
        var kept = Math.Min(_position!.MarkLength, Math.Max(0, FileContent.Sample - length));
        if (kept == 0)
            passed = passed[^Math.Min(length, FileContent.Sample)..];
        _mark.AsSpan(_position.MarkLength - kept, kept).CopyTo(_mark);
        passed.CopyTo(_mark.AsSpan(kept));
        var mark = _mark.AsSpan(0, kept + passed.Length);
        _position = _position with
        {
            Offset = _position.Offset + length, MarkLength = mark.Length, Mark = Hash64.Of(mark), Skipping = skipping, Lines = _position.Lines < 0 ? -1 : _position.Lines + lines,
        };
        _unsaved = true;
    }

    private void Save()
    {
        _unsaved = true;
        _store.Save(_position!);
        _unsaved = false;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Report(string? error, Exception? exception)
    {
        if (error == _error)
            return;
        _error = error;
        if (error is not null)
            Log.Failed(_log, _path, error, exception);
        else
            Log.Well(_log, _path);
    }

    private void Publish() => Volatile.Write(ref _status, _tally.Status(_path) with
    {
        Found = _file is not null,
        Generation = _position?.Generation ?? 0,
        Offset = _position?.Offset ?? 0,
        Behind = _file is null || _position is null ? 0 : Math.Max(0, _length - _position.Offset),
        LastError = _error,
    });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Path}: not there yet; waiting for it")]
        public static partial void Waiting(ILogger log, string path);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Path}: going on with the file that came next")]
        public static partial void Rotated(ILogger log, string path);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: the file that was being read was cut, deleted or compressed; at least {Lost} bytes of it were not read")]
        public static partial void Gone(ILogger log, string path, long lost);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Path}: {Error}")]
        public static partial void Failed(ILogger log, string path, string error, Exception? exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Path}: is read again")]
        public static partial void Well(ILogger log, string path);
    }
}
