using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Tests.Grpc;

public sealed class ProtoTests
{
    [Fact]
    public void What_is_written_is_read() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<Tuple<ulong, NonNull<string>, NonNull<byte[]>, PositiveInt>>(),
        values =>
        {
            var (number, text, bytes, field) = values;
            var plain = new string([.. text.Get.Where(static c => !char.IsSurrogate(c))]);
            var writer = new ProtoWriter(0);
            writer.Number(field.Get, number);
            var outer = writer.Begin(2);
            var inner = writer.Begin(3);
            writer.Text(4, plain);
            writer.Bytes(5, Enumerable.Repeat(bytes.Get, 60).SelectMany(static b => b).ToArray());
            writer.End(inner);
            writer.Real(6, 1.5);
            writer.End(outer);
            return Reads(writer.ToMemory().Span, field.Get, number, plain, bytes.Get.Length * 60);
        }));

    [Theory]
    [InlineData("00")] // field 0
    [InlineData("0A05FF")] // longer than there is
    [InlineData("0B")] // a group
    [InlineData("08FFFFFFFFFFFFFFFFFFFFFF01")] // a number without end
    [InlineData("09010203")] // cut short
    [InlineData("FFFFFFFFFFFFFFFFFF01")] // field beyond numbers
    [InlineData("0AFFFFFFFFFFFFFFFFFF01")] // a length beyond numbers
    public void A_broken_message_is_told_and_ends(string hex)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        while (reader.Next())
        {
        }

        reader.IsBroken.ShouldBeTrue();
    }

    [Fact]
    public void Any_bytes_are_read_to_an_end() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
    {
        var reader = new ProtoReader(bytes);
        var fields = 0;
        while (reader.Next())
            fields++;
        return fields <= bytes.Length;
    }));

    private static bool Reads(ReadOnlySpan<byte> message, int field, ulong number, string text, int length)
    {
        var outer = new ProtoReader(message);
        if (!outer.Next() || outer.Field != field || outer.Number != number || !outer.Next() || outer.Field != 2)
            return false;
        var middle = new ProtoReader(outer.Bytes);
        if (!middle.Next() || middle.Field != 3)
            return false;
        var inner = new ProtoReader(middle.Bytes);
        return inner.Next() && Encoding.UTF8.GetString(inner.Bytes) == text && inner.Next() && inner.Bytes.Length == length && !inner.Next() && middle.Next() && middle.Field == 6 && !outer.Next();
    }
}
