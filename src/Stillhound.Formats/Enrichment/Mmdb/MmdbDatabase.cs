using System.Runtime.CompilerServices;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>
/// A MaxMind DB file of format 2.0 (https://maxmind.github.io/MaxMind-DB/): a binary tree over the bits of an address whose
/// leaves point into a section of typed values. The file is held in memory whole, so that what becomes of it on disk does not
/// matter; lookups allocate nothing and may run on any number of threads. Nothing in a file is trusted: a damaged one gives an
/// <see cref="MmdbException"/> when it is opened or looked up, never another exception and never an endless loop.
/// </summary>
internal sealed class MmdbDatabase
{
    private const int Separator = 16;
    private const int V6Bits = 128;

    private readonly byte[] _file;
    private readonly int _treeBytes;
    private readonly int _dataStart;
    private readonly int _dataBytes;
    private readonly uint _v4Root;

    private MmdbDatabase(byte[] file, MmdbMetadata metadata, int metadataStart)
    {
        _file = file;
        Metadata = metadata;
        var treeBytes = (long)metadata.NodeCount * metadata.NodeBytes;
        if (treeBytes + Separator > metadataStart)
            throw new MmdbException($"its search tree of {metadata.NodeCount} nodes is larger than the file");
        _treeBytes = (int)treeBytes;
        _dataStart = _treeBytes + Separator;
        _dataBytes = metadataStart - _dataStart;
        if (file.AsSpan(_treeBytes, Separator).ContainsAnyExcept((byte)0))
            throw new MmdbException("its search tree does not end where its metadata says");
        _v4Root = V4Root();
    }

    /// <summary>What it says of itself.</summary>
    public MmdbMetadata Metadata { get; }

    /// <summary>Its values, which the leaves of the tree point into.</summary>
    public ReadOnlySpan<byte> Data => _file.AsSpan(_dataStart, _dataBytes);

    /// <summary>Takes the bytes of a file.</summary>
    /// <exception cref="MmdbException">They are not those of a database.</exception>
    public static MmdbDatabase Open(byte[] file)
    {
        var metadata = MmdbMetadata.Read(file, out var start);
        return new MmdbDatabase(file, metadata, start);
    }

    /// <summary>Whether it could have an answer for addresses of this version.</summary>
    public bool Covers(NetAddress address) => address.IsV4 || Metadata.IpVersion == 6;

    /// <summary>The place of an address's record in the data, or -1 where there is none. Equal places are equal records.</summary>
    /// <param name="address">The address.</param>
    /// <param name="prefix">Bits of the address that the answer holds for; all addresses that begin with them have the same.</param>
    /// <exception cref="MmdbException">The tree is malformed on the way.</exception>
    public int Find(NetAddress address, out int prefix)
    {
        prefix = 0;
        if (!Covers(address))
            return -1;
        var nodes = Metadata.NodeCount;
        var tree = _file.AsSpan(0, _treeBytes);
        var record = address.IsV4 ? _v4Root : 0;
        // The bits that are still to be walked stand at the top.
        var bits = address.Value << (V6Bits - address.Bits);
        for (; record < nodes; prefix++)
        {
            if (prefix == address.Bits)
                throw new MmdbException("its search tree is deeper than an address is long");
            record = Record(tree, record, bits >> (V6Bits - 1) != 0);
            bits <<= 1;
        }

        return record == nodes ? -1 : Place(record);
    }

    /// <inheritdoc cref="Find(NetAddress, out int)"/>
    public int Find(NetAddress address) => Find(address, out _);

    /// <summary>The record at a place that a lookup gave.</summary>
    /// <exception cref="MmdbException">It is malformed.</exception>
    public MmdbValue Record(int place) => MmdbValue.At(Data, place, out _);

    private int Place(uint record)
    {
        var place = (long)record - Metadata.NodeCount - Separator;
        return place >= 0 && place < _dataBytes ? (int)place : throw new MmdbException("its search tree points outside its data");
    }

    // IPv4 lies below 96 zeros. Where the tree ends before that, one record stands for all of it.
    private uint V4Root()
    {
        var tree = _file.AsSpan(0, _treeBytes);
        var record = 0u;
        for (var left = Metadata.IpVersion == 6 ? V6Bits - 32 : 0; left > 0 && record < Metadata.NodeCount; left--)
            record = Record(tree, record, right: false);
        return record;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Record(ReadOnlySpan<byte> tree, uint node, bool right)
    {
        switch (Metadata.RecordSize)
        {
            case 24:
                var three = tree.Slice(((int)node * 6) + (right ? 3 : 0), 3);
                return ((uint)three[0] << 16) | ((uint)three[1] << 8) | three[2];
            case 28:
                // Two records of three bytes, and a byte between them with the top four bits of each.
                var seven = tree.Slice((int)node * 7, 7);
                return right
                    ? ((uint)(seven[3] & 0x0F) << 24) | ((uint)seven[4] << 16) | ((uint)seven[5] << 8) | seven[6]
                    : ((uint)(seven[3] >> 4) << 24) | ((uint)seven[0] << 16) | ((uint)seven[1] << 8) | seven[2];
            default:
                return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(tree.Slice(((int)node * 8) + (right ? 4 : 0), 4));
        }
    }
}
