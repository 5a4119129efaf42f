namespace Stillhound.Server.Journal;

/// <summary>The journal cannot do what was asked. The message is for the operator and names file and remedy where there is one.</summary>
internal class JournalException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The frame was not written, because the disk is full or refused the write. Nothing of it is left in the journal; the same frame
/// can be appended again, and will be taken once there is room.
/// </summary>
internal sealed class JournalFullException(string message, Exception? inner = null) : JournalException(message, inner);

/// <summary>
/// A flush failed, so that nobody knows what is on the disk. The journal takes nothing more until it is opened anew; frames
/// acknowledged before are safe, those that waited may or may not be there.
/// </summary>
internal sealed class JournalFailedException(string message, Exception? inner = null) : JournalException(message, inner);

/// <summary>Frames that had been acknowledged are damaged or missing.</summary>
internal sealed class JournalDamagedException(string file, long offset, string what)
    : JournalException($"{file}: damaged at byte {offset}: {what}. Restore the file from a copy, or set on_damage: skip to go on without what is damaged")
{
    /// <summary>The damaged file.</summary>
    public string File { get; } = file;

    /// <summary>Where in the file the damage begins, in bytes.</summary>
    public long Offset { get; } = offset;
}

/// <summary>A segment was written by a build that summarises exchanges differently.</summary>
internal sealed class JournalLayoutException(string message) : JournalException(message);

/// <summary>Another process has the journal open.</summary>
internal sealed class JournalInUseException(string message, Exception? inner = null) : JournalException(message, inner);
