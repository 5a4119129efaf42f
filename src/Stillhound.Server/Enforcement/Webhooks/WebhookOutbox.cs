using System.Text;
using System.Text.Json;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>A message that waits for a receiver.</summary>
/// <param name="Receiver">The receiver's name.</param>
/// <param name="Message">The message.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Due">When it is tried next.</param>
internal sealed record WaitingWebhook(string Receiver, WebhookMessage Message, int Attempts, DateTimeOffset Due);

/// <summary>
/// Keeps undelivered messages over a restart: a small file of JSON lines that are appended to, flushed to the disk, and written
/// anew when most of it is past. A line that was cut short is skipped. Thread safe.
/// </summary>
internal sealed class WebhookOutbox : IDisposable
{
    private const int SpareLines = 1000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Dictionary<(string Receiver, string Id), WaitingWebhook> _waiting = [];
    private readonly SortedSet<string> _disabled = new(StringComparer.Ordinal);
    private FileStream _file;
    private int _lines;

    /// <summary>Opens it, and reads what waits.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public WebhookOutbox(string path)
    {
        _path = path;
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
                Replay(line);
        }

        _file = Rewrite();
    }

    /// <summary>What waits, in the order in which it came.</summary>
    public IReadOnlyList<WaitingWebhook> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Values];
        }
    }

    /// <summary>Whether a receiver said that it is gone.</summary>
    public bool IsDisabled(string receiver)
    {
        lock (_gate)
            return _disabled.Contains(receiver);
    }

    /// <summary>Keeps a message, or how it stands after an attempt.</summary>
    public void Keep(WaitingWebhook waiting)
    {
        lock (_gate)
        {
            _waiting[(waiting.Receiver, waiting.Message.Id)] = waiting;
            Append(LineOf(waiting));
        }
    }

    /// <summary>Forgets a message that was delivered or given up.</summary>
    public void Forget(WaitingWebhook waiting)
    {
        lock (_gate)
        {
            _waiting.Remove((waiting.Receiver, waiting.Message.Id));
            Append(Line("done", waiting.Receiver, json => json.WriteString("id", waiting.Message.Id)));
        }
    }

    /// <summary>Remembers that a receiver is gone, or is back.</summary>
    public void SetDisabled(string receiver, bool isDisabled)
    {
        lock (_gate)
        {
            if (isDisabled ? !_disabled.Add(receiver) : !_disabled.Remove(receiver))
                return;
            Append(Line(isDisabled ? "off" : "on", receiver, static _ => { }));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    private void Append(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
        if (++_lines > SpareLines + 4 * _waiting.Count)
        {
            _file.Dispose();
            _file = Rewrite();
        }
    }

    private FileStream Rewrite()
    {
        var next = _path + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            foreach (var receiver in _disabled)
                file.Write(Encoding.UTF8.GetBytes(Line("off", receiver, static _ => { }) + "\n"));
            foreach (var waiting in _waiting.Values)
                file.Write(Encoding.UTF8.GetBytes(LineOf(waiting) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        _lines = _waiting.Count + _disabled.Count;
        return new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    private void Replay(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var receiver = root.GetProperty("to").GetString()!;
            switch (root.GetProperty("op").GetString())
            {
                case "put":
                    var message = new WebhookMessage(root.GetProperty("id").GetString()!, root.GetProperty("type").GetString()!, root.GetProperty("body").GetString()!);
                    _waiting[(receiver, message.Id)] = new(receiver, message, root.GetProperty("attempts").GetInt32(), root.GetProperty("due").GetDateTimeOffset());
                    break;
                case "done":
                    _waiting.Remove((receiver, root.GetProperty("id").GetString()!));
                    break;
                case "off":
                    _disabled.Add(receiver);
                    break;
                case "on":
                    _disabled.Remove(receiver);
                    break;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Cut short by a crash: the message was not yet promised to anybody.
        }
    }

    private static string LineOf(WaitingWebhook waiting) => Line("put", waiting.Receiver, json =>
    {
        json.WriteString("id", waiting.Message.Id);
        json.WriteString("type", waiting.Message.Type);
        json.WriteNumber("attempts", waiting.Attempts);
        json.WriteString("due", waiting.Due);
        json.WriteString("body", waiting.Message.Body);
    });

    private static string Line(string op, string receiver, Action<Utf8JsonWriter> rest)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("op", op);
            json.WriteString("to", receiver);
            rest(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
