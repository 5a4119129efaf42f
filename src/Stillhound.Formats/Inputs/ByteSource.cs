using Stillhound.Formats.Records;

namespace Stillhound.Formats.Inputs;

/// <summary>The bytes of one input, decompressed, from the first to the last.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Bytes taken from the disk or pipe so far; fewer than those given where the input is compressed.</summary>
    public abstract long StoredBytesRead { get; }

    /// <summary>After the end: why the input ended too early, or <see cref="RejectReason.None"/>.</summary>
    public virtual RejectReason EndReason => RejectReason.None;

    /// <summary>Reads at least one byte, or gives 0 at the end.</summary>
    public abstract int Read(Span<byte> into);

    /// <summary>Reads until <paramref name="into"/> is full or the input ends, so that chunks do not depend on timing.</summary>
    public int ReadFull(Span<byte> into)
    {
        var total = 0;
        while (total < into.Length)
        {
            var read = Read(into[total..]);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    public abstract void Dispose();
}
