namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>What a database says of itself, in the map behind the last <c>\xAB\xCD\xEFMaxMind.com</c> of the file.</summary>
/// <param name="IpVersion">4 or 6; a tree for 6 holds IPv4 below <c>::/96</c>.</param>
/// <param name="NodeCount">Nodes of the search tree.</param>
/// <param name="RecordSize">Bits of one of the two records of a node: 24, 28 or 32.</param>
/// <param name="BuildEpoch">When it was made, in seconds since the Unix epoch; 0 where it does not say.</param>
internal sealed record MmdbMetadata(int IpVersion, uint NodeCount, int RecordSize, ulong BuildEpoch)
{
    // The format lets the metadata take this much at most, marker and all.
    private const int MostBytes = 128 * 1024;
    private static readonly MmdbPath Major = new("binary_format_major_version");
    private static readonly MmdbPath Version = new("ip_version");
    private static readonly MmdbPath Nodes = new("node_count");
    private static readonly MmdbPath Size = new("record_size");
    private static readonly MmdbPath Built = new("build_epoch");

    private static ReadOnlySpan<byte> Marker =>
        [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <summary>Bytes of a node.</summary>
    public int NodeBytes => RecordSize / 4;

    /// <summary>Finds and reads it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="start">Where the marker before it stands, which is where the data section ends.</param>
    /// <exception cref="MmdbException">There is none, it is malformed, or it is of a format other than 2.</exception>
    public static MmdbMetadata Read(ReadOnlySpan<byte> file, out int start)
    {
        var from = Math.Max(0, file.Length - MostBytes);
        start = file[from..].LastIndexOf(Marker);
        if (start < 0)
            throw new MmdbException("it is no MaxMind DB file: the metadata marker is missing");
        start += from;
        var map = MmdbValue.At(file[(start + Marker.Length)..], 0, out _);
        if (map.Kind != MmdbKind.Map)
            throw new MmdbException("its metadata is no map");
        if (Number(map, Major) is var major && major != 2)
            throw new MmdbException($"it is of format {major}; read is format 2");
        var metadata = new MmdbMetadata((int)Number(map, Version), (uint)Number(map, Nodes), (int)Number(map, Size),
            map.TryFind(Built, out var built) && built.TryGetUInt64(out var epoch) ? epoch : 0);
        if (metadata.IpVersion is not (4 or 6))
            throw new MmdbException($"its ip_version is {metadata.IpVersion}, not 4 or 6");
        if (metadata.RecordSize is not (24 or 28 or 32))
            throw new MmdbException($"its record_size is {metadata.RecordSize}, not 24, 28 or 32");
        return metadata;
    }

    private static ulong Number(MmdbValue map, MmdbPath key) =>
        map.TryFind(key, out var value) && value.TryGetUInt64(out var number) && number <= int.MaxValue
            ? number
            : throw new MmdbException($"its metadata has no {key.Text} that can be used");
}
