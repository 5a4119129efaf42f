using Stillhound.Formats.Records;

namespace Stillhound.Formats.Inputs;

/// <summary>Bytes that were already taken from a source to look at them, followed by the rest of it.</summary>
internal sealed class PrefixedSource(ReadOnlyMemory<byte> prefix, ByteSource rest) : ByteSource
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override long StoredBytesRead => rest.StoredBytesRead;

    public override RejectReason EndReason => _prefix.IsEmpty ? rest.EndReason : RejectReason.None;

    public override int Read(Span<byte> into)
    {
        if (_prefix.IsEmpty)
            return rest.Read(into);
        var length = Math.Min(_prefix.Length, into.Length);
        _prefix.Span[..length].CopyTo(into);
        _prefix = _prefix[length..];
        return length;
    }

    public override void Dispose() => rest.Dispose();
}
