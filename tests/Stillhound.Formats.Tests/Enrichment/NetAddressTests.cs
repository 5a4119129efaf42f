using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Stillhound.Formats.Enrichment;

namespace Stillhound.Formats.Tests.Enrichment;

public sealed class NetAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.04")]
    [InlineData("1.2.3.-4")]
    [InlineData("1..3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData(":")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData("1::2::3")]
    [InlineData(":::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7::8")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1.2.3")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("example.com")]
    public void What_is_no_address_is_refused(string text) => NetAddress.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("2001:db8::1:2")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("::1.2.3.4")]
    [InlineData("64:ff9b::192.0.2.33")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("::FFFF:c000:201")]
    [InlineData("fe80::1%eth0")]
    [InlineData("1:2:3:4:5:6:1.2.3.4")]
    public void Addresses_are_read_as_the_framework_reads_them(string text) => ShouldAgree(text);

    [Fact]
    public void Written_addresses_are_read_back()
    {
        var random = new Random(5);
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            // Runs of zeros, which are what the short form leaves out.
            if (i % 3 > 0)
                bytes.Slice(random.Next(12), 4).Clear();
            if (i % 5 > 0)
                bytes.Slice(random.Next(8), 8).Clear();
            ShouldAgree(new IPAddress(bytes).ToString());
            ShouldAgree(new IPAddress(bytes[..4]).ToString());
        }
    }

    private static void ShouldAgree(string text)
    {
        NetAddress.TryParse(Encoding.UTF8.GetBytes(text), out var address).ShouldBeTrue(text);
        var expected = IPAddress.Parse(text);
        if (expected.IsIPv4MappedToIPv6)
            expected = expected.MapToIPv4();
        address.IsV4.ShouldBe(expected.AddressFamily == AddressFamily.InterNetwork, text);
        var bytes = expected.GetAddressBytes();
        address.Value.ShouldBe(address.IsV4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes), text);
    }
}
