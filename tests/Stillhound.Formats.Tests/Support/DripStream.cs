namespace Stillhound.Formats.Tests.Support;

/// <summary>A stream that gives one byte a read, as a slow pipe may.</summary>
internal sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
}
