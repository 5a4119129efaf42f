using System.Buffers.Binary;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>
/// One value of a data section, as a view: nothing is copied or made until a number or text is asked for. Pointers are
/// resolved. Valid as long as its database.
/// </summary>
internal readonly ref struct MmdbValue
{
    private readonly ReadOnlySpan<byte> _section;
    private readonly MmdbControl _control;

    private MmdbValue(ReadOnlySpan<byte> section, MmdbControl control)
    {
        _section = section;
        _control = control;
    }

    /// <summary>Its type.</summary>
    public MmdbKind Kind => _control.Kind;

    /// <summary>Entries of a map or array; bytes of anything else.</summary>
    public int Count => _control.Size;

    /// <summary>Where its entries begin, for whoever walks them all.</summary>
    internal int Start => _control.Payload;

    /// <summary>The section that holds it.</summary>
    internal ReadOnlySpan<byte> Section => _section;

    /// <summary>The value at a place.</summary>
    /// <param name="section">The data section.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="end">Where the next one begins, or -1 where only <see cref="MmdbControl.Skip"/> can tell.</param>
    /// <exception cref="MmdbException">There is no value there.</exception>
    internal static MmdbValue At(ReadOnlySpan<byte> section, int offset, out int end) => new(section, MmdbControl.Resolve(section, offset, out end));

    /// <summary>The value of a map at a path of keys, such as <c>country</c> and <c>iso_code</c>.</summary>
    /// <returns>False where a key is not there, or what should hold it is no map.</returns>
    /// <exception cref="MmdbException">What has to be read on the way is malformed.</exception>
    public bool TryFind(MmdbPath path, out MmdbValue value)
    {
        value = this;
        foreach (var key in path.Keys)
        {
            // The map is the receiver, so it must not be where the answer goes.
            var map = value;
            if (!map.TryGet(key, out value))
                return false;
        }

        return true;
    }

    /// <summary>The value of a map at one key.</summary>
    /// <inheritdoc cref="TryFind"/>
    public bool TryGet(ReadOnlySpan<byte> key, out MmdbValue value)
    {
        value = default;
        if (Kind != MmdbKind.Map)
            return false;
        var at = _control.Payload;
        for (var i = 0; i < _control.Size; i++)
        {
            var name = MmdbControl.Resolve(_section, at, out at);
            if (name.Kind != MmdbKind.Text)
                throw new MmdbException($"a key of the map at byte {_control.Payload} of the data is no text");
            if (_section.Slice(name.Payload, name.Size).SequenceEqual(key))
            {
                value = At(_section, at, out _);
                return true;
            }

            at = MmdbControl.Skip(_section, at);
        }

        return false;
    }

    /// <summary>The bytes of a text, in UTF-8, or of opaque bytes; empty for every other type.</summary>
    public ReadOnlySpan<byte> Bytes => Kind is MmdbKind.Text or MmdbKind.Bytes ? Payload : default;

    /// <summary>A truth value; false for every other type.</summary>
    public bool IsTrue => Kind == MmdbKind.Boolean && _control.Size == 1;

    /// <summary>A whole number that is not negative and fits 64 bits, of whatever type.</summary>
    public bool TryGetUInt64(out ulong number)
    {
        number = 0;
        var isWhole = Kind is MmdbKind.UInt16 or MmdbKind.UInt32 or MmdbKind.UInt64 or MmdbKind.UInt128 or MmdbKind.Int32;
        if (!isWhole || (Kind == MmdbKind.Int32 && AsInt32() < 0) || AsUInt128() > ulong.MaxValue)
            return false;
        number = (ulong)AsUInt128();
        return true;
    }

    /// <summary>An unsigned number of any width. Its bytes are as many as it needs, the highest first.</summary>
    public UInt128 AsUInt128()
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        Payload.CopyTo(wide[(16 - _control.Size)..]);
        return BinaryPrimitives.ReadUInt128BigEndian(wide);
    }

    /// <summary>A signed number; only one of four bytes can be negative.</summary>
    public int AsInt32() => (int)MmdbControl.BigEndian(_section, _control.Payload, _control.Size);

    /// <summary>A floating-point number of either width.</summary>
    public double AsDouble() =>
        Kind == MmdbKind.Float ? BinaryPrimitives.ReadSingleBigEndian(Payload) : BinaryPrimitives.ReadDoubleBigEndian(Payload);

    private ReadOnlySpan<byte> Payload => _section.Slice(_control.Payload, _control.Size);
}
