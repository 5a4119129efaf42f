namespace Stillhound.Server.Journal;

/// <summary>What the newest segment looks like when the journal is opened.</summary>
/// <param name="End">Position after the last whole frame.</param>
/// <param name="CutBytes">Bytes after it that are no whole frame: of a write that never ended, or altered since.</param>
/// <param name="DamagedBytes">Bytes before it that had been acknowledged and cannot be read.</param>
internal readonly record struct TailScan(long End, long CutBytes, long DamagedBytes)
{
    /// <summary>Reads the whole segment.</summary>
    /// <exception cref="JournalDamagedException">Frames that had been acknowledged are damaged and <paramref name="skipDamage"/> is false.</exception>
    public static TailScan Of(Segment segment, bool skipDamage)
    {
        using var cursor = new SegmentCursor(segment, segment.Base);
        var fileEnd = cursor.FileEnd;
        var damaged = 0L;
        while (true)
        {
            while (cursor.TryRead(fileEnd))
            {
            }

            var broken = cursor.Position;
            if (!FindLater(cursor, broken, fileEnd))
                return new TailScan(broken, fileEnd - broken, damaged);
            if (!skipDamage)
                throw new JournalDamagedException(segment.Path, segment.OffsetOf(broken), "no whole frame here, and frames after it that were written later");
            damaged += cursor.Position - broken;
        }
    }

    /// <summary>
    /// Goes to the first whole frame after a broken place, if a frame of a later group follows. A frame of the same group proves nothing: one write may reach the disk with a
    /// hole in it. A later group was only begun once the broken place had been flushed, so that place was acknowledged.
    /// </summary>
    private static bool FindLater(SegmentCursor cursor, long broken, long fileEnd)
    {
        var first = -1L;
        var from = broken + 8;
        while (cursor.SkipToWhole(from, fileEnd))
        {
            var at = cursor.Position;
            if (first < 0)
                first = at;
            cursor.TryRead(fileEnd);
            if (at - cursor.Header.FromGroup > broken)
            {
                cursor.Restart(first);
                return true;
            }

            from = cursor.Position;
        }

        return false;
    }
}
