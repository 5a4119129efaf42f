using Stillhound.Core.Exchanges;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Json;
using Stillhound.Formats.LiteLlm;
using Stillhound.Formats.Native;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>Looks at the first records of each input to tell its format and when it begins.</summary>
internal sealed class LogDetector(LogOptions options)
{
    private const int FirstLook = 64 * 1024;
    private const int LongestLook = 4 * 1024 * 1024;
    private const int RecordsWanted = 32;

    /// <summary>Looks at one input.</summary>
    /// <exception cref="InputException">It cannot be opened, or the user named a CSV file and gave no map.</exception>
    public LogProbe Probe(LogFile file)
    {
        var source = file.Open(out var reopenable);
        try
        {
            var look = FirstLook;
            var bytes = Array.Empty<byte>();
            while (true)
            {
                var from = bytes.Length;
                Array.Resize(ref bytes, look);
                var filled = from + source.ReadFull(bytes.AsSpan(from));
                var ended = filled < look;
                Array.Resize(ref bytes, filled);
                var probe = Judge(file, bytes, ended, source.EndReason, out var enough);
                if (!enough && !ended && look < LongestLook)
                {
                    look *= 4;
                    continue;
                }

                if (!reopenable)
                {
                    probe.Keep(new PrefixedSource(bytes, source));
                    source = null;
                }

                return probe;
            }
        }
        finally
        {
            source?.Dispose();
        }
    }

    private LogProbe Judge(LogFile file, ReadOnlyMemory<byte> start, bool ended, RejectReason endReason, out bool enough)
    {
        enough = true;
        var text = start.Span;
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        if (ended && text.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return new LogProbe { File = file, Start = start, LeftOut = endReason };
        var map = options.FieldMap;
        if (map is null && options.Format == LogFormat.Mapped)
            throw new InputException("--format mapped needs --map FILE");
        var isCsv = IsCsvName(file.Path);
        if (map is null && isCsv)
        {
            if (file.Named)
                throw new InputException($"{file.Path}: a CSV file needs --map FILE, which says what its columns mean");
            return new LogProbe { File = file, Start = start, LeftOut = RejectReason.NeedsMap };
        }

        var (format, recognised) = map is not null && options.Format is LogFormat.Auto or LogFormat.Mapped
            ? (map!.FormatFor(text, JsonFramingOf(text), file.Path), "read through the map")
            : Choose(text, JsonFramingOf(text), ended);
        var count = Count(format, text, ended, out var firstTime);
        enough = count >= RecordsWanted;
        return new LogProbe { File = file, Start = start, Format = format, FirstTime = firstTime, Recognised = recognised };
    }

    private (RecordFormat Format, string Recognised) Choose(ReadOnlySpan<byte> text, IFraming framing, bool ended)
    {
        var native = new RecordFormat("native", framing, static () => new NativeReader());
        var liteLlm = new RecordFormat("litellm", framing, static () => new LiteLlmReader());
        if (options.Format == LogFormat.Native)
            return (native, "asked for");
        if (options.Format == LogFormat.LiteLlm)
            return (liteLlm, "asked for");
        if (options.Format != LogFormat.Auto)
            return (KnownFormats.Of(options.Format, framing, options.Map?.Attributes), "asked for");
        var asNative = Count(native, text, ended, out _);
        var asLiteLlm = Count(liteLlm, text, ended, out _);
        if (asLiteLlm > asNative)
            return (liteLlm, "its first records have startTime and an account as LiteLLM writes them");
        if (asNative > 0)
            return (native, "its first records have time and account");
        // A file in which nothing can be read is taken as native, so that its rejects say what a record needs.
        return KnownFormats.Recognise(text[..Whole(framing, text, ended)], text, framing, options.Map?.Attributes)
            ?? (native, "none of the first records is of a known format, so it is taken as native");
    }

    private static int Whole(IFraming framing, ReadOnlySpan<byte> text, bool ended) => ended ? text.Length : framing.Cut(text);

    private static int Count(RecordFormat format, ReadOnlySpan<byte> text, bool ended, out long firstTime)
    {
        text = text[..Whole(format.Framing, text, ended)];
        if (format.NewGroupReader is not null)
            return GroupCount.Of(format, text, RecordsWanted, out firstTime);
        var reader = format.NewReader();
        Exchange exchange = default;
        firstTime = long.MaxValue;
        var count = 0;
        var at = 0;
        var header = format.HasHeader;
        while (count < RecordsWanted && format.Framing.Next(text, ref at, out var range))
        {
            if (header)
            {
                header = false;
                continue;
            }

            if (reader.Read(text[range], ref exchange) != RejectReason.None)
                continue;
            firstTime = Math.Min(firstTime, exchange.Time);
            count++;
        }

        if (count == 0)
            firstTime = long.MinValue;
        return count;
    }

    // An array, or objects over several lines, need their brackets followed; most logs have a record a line.
    internal static IFraming JsonFramingOf(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
            return LineFraming.Instance;
        if (text[start] == '[')
            return JsonFraming.Instance;
        var at = 0;
        if (text[start] != '{' || !LineFraming.Instance.Next(text, ref at, out var line) || IsJson(text[line]))
            return LineFraming.Instance;
        at = 0;
        return JsonFraming.Instance.Next(text, ref at, out var whole) && IsJson(text[whole]) ? JsonFraming.Instance : LineFraming.Instance;
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var json = new JsonCursor(text);
        return json.SkipValue() && json.AtEnd();
    }

    private static bool IsCsvName(string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            path = path[..^3];
        return path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
    }
}
