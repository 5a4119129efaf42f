namespace Stillhound.Formats.Rejects;

/// <summary>The file of rejects could not be written, for want of room or of rights. The message is one line.</summary>
public sealed class RejectFileException : IOException
{
    internal RejectFileException(string path, Exception inner)
        : base($"cannot write {path}: {inner.Message}", inner)
    {
    }
}
