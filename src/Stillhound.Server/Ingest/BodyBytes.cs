using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Stillhound.Server.Ingest;

/// <summary>The whole body of a request in rented memory, unpacked. Bounded whatever it claims or unpacks to.</summary>
internal sealed class BodyBytes : IDisposable
{
    private byte[] _bytes;

    private BodyBytes(int first) => _bytes = ArrayPool<byte>.Shared.Rent(first);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>How many.</summary>
    public int Length { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request; <c>Content-Encoding</c> may be gzip, deflate, br or identity.</param>
    /// <param name="largest">Most bytes, as sent and unpacked.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BodyTooLargeException">It is larger.</exception>
    /// <exception cref="InvalidDataException">It cannot be unpacked.</exception>
    /// <exception cref="NotSupportedException">It is packed in a way that is not known.</exception>
    public static async ValueTask<BodyBytes> ReadAsync(HttpRequest request, long largest, CancellationToken cancellation)
    {
        if (request.ContentLength > largest)
            throw new BodyTooLargeException(largest);
        string? encoding = request.Headers.ContentEncoding;
        using var unpacked = encoding switch
        {
            null or "" or "identity" => null,
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "br" => (Stream)new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => throw new NotSupportedException("Content-Encoding must be gzip, deflate, br or identity"),
        };
        var body = new BodyBytes((int)Math.Clamp(request.ContentLength ?? 0, 4096, 1 << 20) + 1);
        try
        {
            await body.FillAsync(unpacked ?? request.Body, largest, cancellation).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private async ValueTask FillAsync(Stream from, long largest, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await from.ReadAsync(_bytes.AsMemory(Length), cancellation).ConfigureAwait(false);
            if (read == 0)
                return;
            Length += read;
            if (Length > largest)
                throw new BodyTooLargeException(largest);
            if (Length == _bytes.Length)
                Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
