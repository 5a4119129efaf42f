using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class ClientKeysTests
{
    [Theory]
    [InlineData("python-requests/2.31.0", "python-requests/2.9.12")]
    [InlineData("OpenAI/Python 1.3.5", "OpenAI/Python 2.10")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Firefox/121.0", "Mozilla/5.0 (Windows NT 6.1) Firefox/9.0.1")]
    public void Versions_of_one_agent_agree(string first, string second) => Family(first).ShouldBe(Family(second));

    [Theory]
    [InlineData("python-requests/2.31.0", "python-httpx/2.31.0")]
    [InlineData("curl/8.0", "Curl/8.0")]
    public void Different_agents_differ(string first, string second) => Family(first).ShouldNotBe(Family(second));

    [Fact]
    public void An_agent_of_digits_alone_is_not_absent()
    {
        Family("1.0").ShouldNotBe(0u);
        Family("").ShouldBe(0u);
    }

    [Fact]
    public void The_end_of_a_very_long_agent_does_not_matter() =>
        Family(new string('a', 96) + "x").ShouldBe(Family(new string('a', 96) + "y"));

    [Fact]
    public void Addresses_of_one_slash_24_are_one_network()
    {
        Network("203.0.113.7").ShouldBe(Network("203.0.113.250"));
        Network("203.0.113.7").ShouldNotBe(Network("203.0.114.7"));
        Network("203.0.113.7").ShouldNotBe(Network("20.30.113.7"));
    }

    [Fact]
    public void Addresses_of_one_slash_48_are_one_network()
    {
        Network("2001:db8:1:2::3").ShouldBe(Network("2001:db8:1:ffff:1:2:3:4"));
        Network("2001:db8:1::1").ShouldBe(Network("2001:db8:1:2::3"));
        Network("2001:db8:1::1").ShouldNotBe(Network("2001:db8:2::1"));
    }

    [Fact]
    public void Addresses_of_version_4_that_are_written_as_version_6_are_of_version_4()
    {
        Network("::ffff:203.0.113.7").ShouldBe(Network("203.0.113.9"));
        Network("::FFFF:203.0.113.7").ShouldBe(Network("203.0.113.9"));
        Network("::ffff:203.0.113.7").ShouldNotBe(Network("::ffff:198.51.100.7"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("-")]
    public void What_is_no_address_has_no_network(string text) => Network(text).ShouldBe(0u);

    [Fact]
    public void A_folded_key_is_zero_only_for_zero()
    {
        ClientKeys.Fold(0).ShouldBe(0u);
        ClientKeys.Fold(0x1234567812345678).ShouldNotBe(0u); // its halves cancel
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), static key => (ClientKeys.Fold(key) == 0) == (key == 0)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Random_bytes_never_throw() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        ClientKeys.Network(bytes) == ClientKeys.Network(bytes) && (ClientKeys.UserAgentFamily(bytes) == 0) == (bytes.Length == 0))
        .QuickCheckThrowOnFailure();

    private static uint Family(string agent) => ClientKeys.UserAgentFamily(Encoding.UTF8.GetBytes(agent));

    private static uint Network(string address) => ClientKeys.Network(Encoding.UTF8.GetBytes(address));
}
