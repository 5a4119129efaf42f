using System.IO.Compression;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Inputs;

/// <summary>
/// A gzip stream of one or more members. A cut or damaged stream ends early instead of throwing, with the reason kept.
/// There is no limit to decompression here because no caller holds more than a chunk of it.
/// </summary>
internal sealed class GzipSource : ByteSource
{
    private readonly EndWatch _stored;
    private readonly GZipStream _gzip;
    private RejectReason _end;
    private bool _ended;

    // Without it the framework takes the end of a cut file for the end of the data. It has no setting per stream.
    static GzipSource() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", isEnabled: true);

    public GzipSource(ByteSource stored)
    {
        _stored = new EndWatch(stored);
        _gzip = new GZipStream(_stored, CompressionMode.Decompress);
    }

    public override long StoredBytesRead => _stored.Source.StoredBytesRead;

    public override RejectReason EndReason => _end;

    /// <summary>Whether bytes begin as a gzip member does.</summary>
    public static bool Starts(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    public override int Read(Span<byte> into)
    {
        if (_ended)
            return 0;
        try
        {
            var read = _gzip.Read(into);
            _ended = read == 0 && !into.IsEmpty;
            return read;
        }
        catch (InvalidDataException)
        {
            _ended = true;
            _end = _stored.ReachedEnd ? RejectReason.TruncatedFile : RejectReason.DamagedFile;
            return 0;
        }
    }

    public override void Dispose()
    {
        _gzip.Dispose();
        _stored.Dispose();
    }

    /// <summary>Gives the compressed bytes to the decompressor and remembers whether it asked for more than there are.</summary>
    private sealed class EndWatch(ByteSource source) : Stream
    {
        public ByteSource Source => source;

        public bool ReachedEnd { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = source.Read(buffer);
            ReachedEnd |= read == 0 && !buffer.IsEmpty;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
