using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Ingest.Following;

/// <summary>
/// How far a followed file was taken in. The file is told from others by what is in it, because its name and its inode both go to
/// other files: by its first bytes, and by those just before the position.
/// </summary>
internal sealed record FilePosition
{
    /// <summary>How many files were begun before this one under the same path.</summary>
    public long Generation { get; init; }

    /// <summary>How many of its first bytes are hashed; 0 where no file was seen yet.</summary>
    public int HeadLength { get; init; }

    /// <summary>Hash of its first bytes.</summary>
    public ulong Head { get; init; }

    /// <summary>Bytes that were taken in or passed over.</summary>
    public long Offset { get; init; }

    /// <summary>How many bytes before <see cref="Offset"/> are hashed.</summary>
    public int MarkLength { get; init; }

    /// <summary>Hash of the bytes before <see cref="Offset"/>.</summary>
    public ulong Mark { get; init; }

    /// <summary>Whether it stands within a line that is passed over.</summary>
    public bool Skipping { get; init; }

    /// <summary>Lines before <see cref="Offset"/>; -1 where nobody counted them.</summary>
    public long Lines { get; init; }

    /// <summary>Whether it stands for a file, or only for the wish to have one.</summary>
    public bool HasFile => HeadLength > 0;

    /// <summary>The position at the start of the file that came after this one.</summary>
    public FilePosition Next(FileHead head) => new() { Generation = Generation + 1, HeadLength = head.Length, Head = head.Hash };

    /// <summary>What tells the file from every other that was followed under this path or another.</summary>
    public ulong KeyOf(ulong path) => Hash64.Combine(Hash64.Combine(path, Hash64.Mix((ulong)Generation + 1)), Head);
}

/// <summary>The first bytes of a file.</summary>
/// <param name="Length">How many.</param>
/// <param name="Hash">Their hash.</param>
internal readonly record struct FileHead(int Length, ulong Hash);
