using System.Buffers.Binary;
using System.Globalization;
using Stillhound.Core.Engine;
using Stillhound.Core.State;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Live;

/// <summary>
/// The detector's state on disk, each with the position of the journal up to which it has read. A checkpoint is written beside the
/// others and gets its name only when it is durable, so that there is never half a one.
/// </summary>
internal sealed class Checkpoints
{
    private const string Extension = ".checkpoint";
    private const string Unfinished = ".new";
    private const string Identities = "identities";
    private const string Facts = "facts";
    private const string Erased = "erased-before";
    private const int HeadLength = 8 + 8;
    private const int BufferBytes = 1 << 20;
    private readonly string _folder;
    private readonly int _keep;
    private readonly LocalDisk _disk = new();

    /// <summary>Uses a folder; makes it where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keep">How many are kept.</param>
    public Checkpoints(string folder, int keep)
    {
        (_folder, _keep) = (folder, keep);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static ReadOnlySpan<byte> Mark => "SHCHECK1"u8;

    /// <summary>Position of the oldest checkpoint that is kept; null without any.</summary>
    public long? OldestPosition => Files() is [var (position, _), ..] ? position : null;

    /// <summary>Position and size of the newest; null without any.</summary>
    public (long Position, long Bytes, DateTimeOffset WrittenAt)? Newest => Files() is [.., var (position, path)] && new FileInfo(path) is { Exists: true } file ? (position, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) : null;

    /// <summary>Position before which the journal holds what was erased; null where there is nothing of that kind left. It outlives the process.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public long? ErasedBefore
    {
        get => File.Exists(ErasedPath) && long.TryParse(File.ReadAllText(ErasedPath), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
        set
        {
            if (value is { } position)
                WriteWhole(ErasedPath, file => file.Write(System.Text.Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture))));
            else
                File.Delete(ErasedPath);
        }
    }

    /// <summary>When each was written, the oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> WrittenAt => [.. Files().Select(static f => new DateTimeOffset(File.GetLastWriteTimeUtc(f.Path)))];

    /// <summary>Writes a checkpoint, and deletes the oldest beyond those that are kept.</summary>
    /// <param name="position">Position up to which the engine has taken the journal.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="intake">What remembers the identities of the newest exchanges.</param>
    /// <param name="facts">What policies ask of accounts.</param>
    /// <param name="keepOldest">Whether the oldest stays too, so that all that the journal has after it can be read again from there.</param>
    /// <returns>Bytes of it.</returns>
    /// <exception cref="IOException">It could not be written; the others are as they were.</exception>
    public long Save(long position, DetectionEngine engine, ExchangeIntake intake, KnownFacts facts, bool keepOldest = false)
    {
        var length = WriteWhole(PathOf(position), file =>
        {
            WriteHead(file, position);
            engine.Save(file);
        });
        WriteWhole(Path.Combine(_folder, Identities), file => intake.Save(file));
        WriteWhole(Path.Combine(_folder, Facts), facts.Save);
        foreach (var (_, old) in Files().Skip(keepOldest ? 1 : 0).SkipLast(_keep))
            File.Delete(old);
        return length;
    }

    /// <summary>The newest checkpoint that is whole.</summary>
    /// <param name="options">How the engine works from now on.</param>
    /// <param name="passedOver">Told of each newer one that cannot be used: its file and why.</param>
    /// <returns>Null where there is none.</returns>
    public Checkpoint? LoadNewest(EngineOptions options, Action<string, string> passedOver)
    {
        foreach (var leftover in Directory.EnumerateFiles(_folder, "*" + Unfinished))
            File.Delete(leftover);
        foreach (var (position, path) in Files().AsEnumerable().Reverse())
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
                ReadHead(file, position);
                return new Checkpoint(position, DetectionEngine.Restore(file, options));
            }
            catch (Exception e) when (e is StateException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                passedOver(path, e.Message);
            }
        }

        return null;
    }

    /// <summary>The identities of the newest exchanges as a checkpoint left them; none, where there is no such file or it is damaged: the journal has them too.</summary>
    /// <param name="most">How many are remembered.</param>
    /// <param name="passedOver">Told of a file that cannot be used, and why.</param>
    public RecentIds LoadIdentities(int most, Action<string, string> passedOver)
    {
        var path = Path.Combine(_folder, Identities);
        try
        {
            if (File.Exists(path))
            {
                using var file = File.OpenRead(path);
                return RecentIdsFile.Load(file, most);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            passedOver(path, e.Message);
        }

        return new RecentIds(most);
    }

    /// <summary>What policies ask of accounts as a checkpoint left it.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="passedOver">Told of a file that cannot be used, and why.</param>
    public void LoadFacts(KnownFacts into, Action<string, string> passedOver)
    {
        var path = Path.Combine(_folder, Facts);
        try
        {
            if (File.Exists(path))
                into.Load(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            passedOver(path, e.Message);
        }
    }

    /// <summary>Deletes the checkpoints before a position.</summary>
    public void DeleteBefore(long position)
    {
        foreach (var (_, path) in Files().Where(f => f.Position < position))
            File.Delete(path);
    }

    private static void WriteHead(Stream file, long position)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], position);
        file.Write(head);
    }

    private static void ReadHead(Stream file, long position)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        if (file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) < HeadLength || !head.StartsWith(Mark))
            throw new InvalidDataException("it is no checkpoint of this version");
        if (BinaryPrimitives.ReadInt64LittleEndian(head[8..]) != position)
            throw new InvalidDataException("it has the name of another position");
    }

    /// <summary>Makes a file that appears under its name once it is durable.</summary>
    private long WriteWhole(string path, Action<Stream> write)
    {
        var unfinished = path + Unfinished;
        try
        {
            long length;
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = BufferBytes };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(unfinished, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
                length = file.Length;
            }

            File.Move(unfinished, path, overwrite: true);
            _disk.FlushFolder(_folder);
            return length;
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private string ErasedPath => Path.Combine(_folder, Erased);

    private string PathOf(long position) => Path.Combine(_folder, position.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The checkpoints, the oldest first.</summary>
    private List<(long Position, string Path)> Files()
    {
        var files = new List<(long, string)>();
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                files.Add((position, path));
        }

        files.Sort();
        return files;
    }
}

/// <summary>A checkpoint that was read.</summary>
/// <param name="Position">Position of the journal up to which the engine has taken it.</param>
/// <param name="Engine">The engine.</param>
internal sealed record Checkpoint(long Position, DetectionEngine Engine);
