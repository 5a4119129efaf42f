using System.Globalization;
using System.Text.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Rejects;

/// <summary>
/// Writes <c>rejects.ndjson</c>: one object a reject with <c>reason</c>, <c>source</c>, <c>line</c>, <c>offset</c>,
/// <c>length</c> and <c>excerpt</c>. The file is made with the first reject; without any there is none.
/// </summary>
/// <param name="path">Where to write.</param>
public sealed class RejectFile(string path) : IRejectSink, IDisposable
{
    private FileStream? _file;

    /// <summary>Writes one reject.</summary>
    /// <exception cref="RejectFileException">The file cannot be written.</exception>
    public void Accept(Reject reject) => Write(reject.Reason.Code(), writer =>
    {
        writer.WriteString("source", reject.Source);
        writer.WriteNumber("line", reject.Line);
        writer.WriteNumber("offset", reject.Offset);
        writer.WriteNumber("length", reject.Length);
        writer.WriteString("excerpt", ReadableExcerpt.Of(reject.Excerpt.Span));
        if (reject.Detail is { } detail)
            writer.WriteString("detail", detail);
    });

    /// <summary>Writes one exchange that was read but came too late, as <c>reason</c> <c>late</c>, <c>time</c> and <c>account</c>.</summary>
    /// <exception cref="RejectFileException">The file cannot be written.</exception>
    public void AcceptLate(DateTimeOffset time, string account) => Write("late", writer =>
    {
        writer.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("account", account);
    });

    private void Write(string reason, Action<Utf8JsonWriter> members)
    {
        try
        {
            _file ??= new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            using var writer = new Utf8JsonWriter(_file);
            writer.WriteStartObject();
            writer.WriteString("reason", reason);
            members(writer);
            writer.WriteEndObject();
            writer.Flush();
            _file.WriteByte((byte)'\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RejectFileException(path, e);
        }
    }

    /// <summary>Closes the file.</summary>
    /// <exception cref="RejectFileException">What was left could not be written.</exception>
    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException e)
        {
            throw new RejectFileException(path, e);
        }
        finally
        {
            _file = null;
        }
    }
}
