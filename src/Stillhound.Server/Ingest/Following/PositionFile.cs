using System.Globalization;
using System.Text;
using System.Text.Json;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Ingest.Following;

/// <summary>Where the position of a followed file outlives the process.</summary>
internal interface IPositionStore
{
    /// <summary>The position that was saved last; null where none was.</summary>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    FilePosition? Load();

    /// <summary>Returns once the position is durable; a crash before that leaves the one before.</summary>
    void Save(FilePosition position);
}

/// <summary>The position of a followed file as a small JSON file, replaced as a whole.</summary>
internal sealed class PositionFile : IPositionStore
{
    private readonly string _followed;
    private readonly string _folder;
    private readonly string _path;

    /// <summary>Names the file.</summary>
    /// <param name="folder">The folder of positions; made where it is not there.</param>
    /// <param name="followed">The file that is followed.</param>
    public PositionFile(string folder, string followed)
    {
        (_folder, _followed) = (folder, Path.GetFullPath(followed));
        _path = Path.Combine(folder, NameFor(_followed));
    }

    /// <inheritdoc/>
    public FilePosition? Load()
    {
        try
        {
            using var text = JsonDocument.Parse(File.ReadAllBytes(_path));
            var root = text.RootElement;
            var position = new FilePosition
            {
                Generation = root.GetProperty("generation").GetInt64(),
                HeadLength = root.GetProperty("head_length").GetInt32(),
                Head = Hex(root, "head"),
                Offset = root.GetProperty("offset").GetInt64(),
                MarkLength = root.GetProperty("mark_length").GetInt32(),
                Mark = Hex(root, "mark"),
                Skipping = root.GetProperty("skipping").GetBoolean(),
                Lines = root.GetProperty("lines").GetInt64(),
            };
            return IsPossible(position) ? position : throw Damaged(null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(e);
        }
    }

    /// <inheritdoc/>
    public void Save(FilePosition position)
    {
        Directory.CreateDirectory(_folder);
        var fresh = _path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            Write(file, position);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, _path, overwrite: true);
        new LocalDisk().FlushFolder(_folder);
    }

    private void Write(FileStream file, FilePosition position)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("path", _followed);
        json.WriteNumber("generation", position.Generation);
        json.WriteNumber("head_length", position.HeadLength);
        json.WriteString("head", position.Head.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteNumber("offset", position.Offset);
        json.WriteNumber("mark_length", position.MarkLength);
        json.WriteString("mark", position.Mark.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteBoolean("skipping", position.Skipping);
        json.WriteNumber("lines", position.Lines);
        json.WriteEndObject();
    }

    private IOException Damaged(Exception? inner) =>
        new($"{_path} is damaged, so it is not known how far {_followed} was taken in; delete it to begin anew", inner);

    private static bool IsPossible(FilePosition position) =>
        position.Offset >= 0 && position.HeadLength is >= 0 and <= FileContent.Sample && position.MarkLength is >= 0 and <= FileContent.Sample
        && position.MarkLength <= position.Offset;

    private static ulong Hex(JsonElement root, string name) =>
        ulong.Parse(root.GetProperty(name).GetString() ?? "", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // Readable, and different for files of one name in different folders.
    private static string NameFor(string path)
    {
        var name = Path.GetFileName(path);
        var shown = new string([.. name.Take(64).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);
        return string.Create(CultureInfo.InvariantCulture, $"{shown}-{Hash64.Of(Encoding.UTF8.GetBytes(path)):x16}.json");
    }
}
