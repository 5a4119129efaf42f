using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Writes where records stood that could not be read, and why: one JSON object a line. What they say is left out unless it is asked
/// for, because it may hold a prompt. The file is bounded: when it is full it is set aside as <c>.1</c> and begun anew. A disk that
/// refuses is counted and stops nothing. Thread safe.
/// </summary>
/// <param name="path">Where to write.</param>
/// <param name="options">How much is kept.</param>
/// <param name="clock">Says when.</param>
internal sealed class RejectLog(string path, RejectLogOptions options, TimeProvider clock) : IRejectSink, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private FileStream? _file;

    /// <summary>Rejects that could not be written.</summary>
    public long Failures { get; private set; }

    /// <summary>Why the last of them could not; null since one could again.</summary>
    public string? LastError { get; private set; }

    /// <inheritdoc/>
    public void Accept(Reject reject)
    {
        lock (_lock)
        {
            try
            {
                Format(reject);
                _file ??= Open();
                if (_file.Length > 0 && _file.Length + _line.WrittenCount > options.Largest)
                    SetAside();
                _file.Write(_line.WrittenSpan);
                LastError = null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Failures++;
                LastError = e.Message;
                Close();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            Close();
    }

    private void Format(Reject reject)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            json.WriteString("at", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("reason", reject.Reason.Code());
            json.WriteString("source", reject.Source);
            if (reject.Line > 0)
                json.WriteNumber("line", reject.Line);
            json.WriteNumber("offset", reject.Offset);
            json.WriteNumber("length", reject.Length);
            if (options.Excerpts)
                json.WriteString("excerpt", ReadableExcerpt.Of(reject.Excerpt.Span));
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
    }

    private FileStream Open()
    {
        // Without a buffer each line is whole in the file, also when the process is killed.
        var how = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, how);
    }

    private void SetAside()
    {
        Close();
        File.Move(path, path + ".1", overwrite: true);
        _file = Open();
    }

    private void Close()
    {
        var file = _file;
        _file = null;
        try
        {
            file?.Dispose();
        }
        catch (IOException e)
        {
            LastError = e.Message;
        }
    }
}
