using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Tests.Privacy;

public sealed class TextRedactionTests
{
    [Theory]
    [InlineData("write to jane.doe+x@mail.example.org today", "jane")]
    [InlineData("my key is sk-proj-AbCdEfGhIjKlMnOpQrSt, keep it", "AbCdEf")]
    [InlineData("token ghp_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", "AbCdEf")]
    [InlineData("AKIAIOSFODNN7EXAMPLE is the id", "IOSFODNN")]
    [InlineData("card 4111 1111 1111 1111 exp 12/30", "4111 1111")]
    [InlineData("call +49 170 1234567 now", "1234567")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "eyJzdWI")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----", "MIIEvQ")]
    public void What_says_who_somebody_is_or_opens_a_door_is_taken_out(string text, string secret)
    {
        var redacted = Of(text);
        redacted.ShouldNotContain(secret);
        redacted.ShouldContain("redacted");
    }

    [Theory]
    [InlineData("a plain question about cooking rice")]
    [InlineData("call f(x) @ 3, then add 1234567890123 to it")]
    [InlineData("C++ and a + b, 1 + 2")]
    [InlineData("the number 4111 1111 1111 1112 is no card")]
    [InlineData("größer als 5 € – und mehr")]
    public void Other_text_is_passed_on_as_it_is(string text) => Of(text).ShouldBe(text);

    [Fact]
    public void No_text_makes_it_fail_or_slow() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        byte[] text = [.. bytes, .. "@+sk-eyJ0000000000000"u8, .. bytes];
        return new TextRedaction().Of(text).Length >= 0;
    }));

    [Fact]
    public void A_card_is_found_wherever_it_stands()
    {
        for (var before = 0; before < 40; before++)
            Of(new string('x', before) + " 4111111111111111 " + new string('y', 7)).ShouldNotContain("4111111111111111");
    }

    private static string Of(string text) => Encoding.UTF8.GetString(new TextRedaction().Of(Encoding.UTF8.GetBytes(text)));
}
