using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Tests.Exchanges;

public sealed class CountryCodeTests
{
    [Theory]
    [InlineData("DE")]
    [InlineData("AA")]
    [InlineData("ZZ")]
    public void Two_letters_come_back_as_they_went_in(string code) => CountryCode.Unpack(Pack(code)).ShouldBe(code);

    [Fact]
    public void Case_does_not_matter() => Pack("de").ShouldBe(Pack("DE"));

    [Fact]
    public void The_first_letter_is_in_the_high_byte() => Pack("AB").ShouldBe((ushort)0x4142);

    [Theory]
    [InlineData("")]
    [InlineData("D")]
    [InlineData("DEU")]
    [InlineData("D1")]
    [InlineData("-D")]
    [InlineData("é")]
    public void Anything_else_is_absent(string code) => Pack(code).ShouldBe((ushort)0);

    [Fact]
    public void Absent_unpacks_to_nothing() => CountryCode.Unpack(0).ShouldBe("");

    private static ushort Pack(string code) => CountryCode.Pack(System.Text.Encoding.UTF8.GetBytes(code));
}
