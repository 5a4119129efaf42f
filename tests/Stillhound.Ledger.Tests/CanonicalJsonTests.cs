using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Stillhound.Ledger.Tests;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true , null, "x" ] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"\u00e9":1,"z":{"d":-2,"c":3}}""", """{"z":{"c":3,"d":-2},"é":1}""")]
    [InlineData("""["\u0041\/\u000a\u001f\"\\","\u20ac"]""", """["A/\n\u001f\"\\","€"]""")]
    [InlineData("[]", "[]")]
    public void One_value_has_one_form(string json, string canonical) => Of(json).ShouldBe(canonical);

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9007199254740992")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"b":1,"a":1,"b":2}""")]
    [InlineData("{} {}")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""["\ud800"]""")]
    public void What_other_programs_might_read_otherwise_is_refused(string json) => Should.Throw<ArgumentException>(() => Of(json));

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Should.Throw<ArgumentException>(() => CanonicalJson.Of([(byte)'"', 0xff, (byte)'"']));

    [Fact]
    public void Depth_is_bounded() => Should.Throw<ArgumentException>(() => Of(new string('[', 100) + new string(']', 100)));

    [Fact]
    public void Any_text_comes_back_and_its_form_is_its_own() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<Dictionary<NonNull<string>, NonNull<string>>>(),
        texts =>
        {
            var plain = texts.ToDictionary(static t => Text(t.Key.Get), static t => Text(t.Value.Get), StringComparer.Ordinal);
            var canonical = Of(JsonSerializer.Serialize(plain));
            return Of(canonical) == canonical
                && JsonSerializer.Deserialize<Dictionary<string, string>>(canonical)!.OrderBy(static p => p.Key, StringComparer.Ordinal)
                    .SequenceEqual(plain.OrderBy(static p => p.Key, StringComparer.Ordinal));
        }));

    // Halves of a pair are no text; System.Text.Json writes U+FFFD for them.
    private static string Text(string any) => new([.. any.Where(static c => !char.IsSurrogate(c))]);

    private static string Of(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}
