using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Native;

/// <summary>
/// What stood between one field's value and the next field's in the records before: separator, name and colon, as bytes. One
/// writer makes a log, so the next record nearly always says the same, and one comparison of 32 bytes takes the place of
/// finding a name and looking it up. A forecast that fails is replaced by what was read instead.
/// </summary>
internal sealed class NameForecast
{
    private const int Longest = 32;
    private readonly Entry[] _entries = new Entry[128];

    /// <summary>The place of a record in which some field was read last.</summary>
    public static int After(NativeField field) => (int)field;

    /// <summary>The place just inside a group.</summary>
    public static int Inside(NativeField group) => 64 + (int)group;

    /// <summary>
    /// The field whose name, up to its colon, <paramref name="json"/> goes on with; <see cref="NativeField.None"/> when the
    /// forecast does not hold. A forecast is never made where nothing is known of what was read last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NativeField Match(int place, ReadOnlySpan<byte> json, out int length)
    {
        ref readonly var entry = ref _entries[place];
        length = entry.Length;
        if (json.Length < Longest)
            return NativeField.None;
        var text = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json));
        return ((text ^ entry.Text) & entry.Mask) == Vector256<byte>.Zero ? entry.Field : NativeField.None;
    }

    /// <summary>Keeps what was read: the bytes from the end of the last value to behind the colon.</summary>
    public void Learn(int place, ReadOnlySpan<byte> between, NativeField field)
    {
        if (field == NativeField.None || place == After(NativeField.None) || between.Length > Longest)
            return;
        Span<byte> text = stackalloc byte[Longest];
        Span<byte> mask = stackalloc byte[Longest];
        text.Clear();
        mask.Clear();
        between.CopyTo(text);
        mask[..between.Length].Fill(0xFF);
        _entries[place] = new Entry
        {
            Text = Vector256.Create<byte>(text),
            Mask = Vector256.Create<byte>(mask),
            Length = between.Length,
            Field = field,
        };
    }

    private struct Entry
    {
        public Vector256<byte> Text;
        public Vector256<byte> Mask;
        public int Length;
        public NativeField Field;
    }
}
