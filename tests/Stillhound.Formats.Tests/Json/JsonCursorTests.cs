using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Tests.Json;

/// <summary>The cursor must accept exactly what the framework's reader accepts.</summary>
public sealed class JsonCursorTests
{
    private static readonly string[] Seeds =
    [
        """{"a":[1,-2.5e+3,0,0.0,"x\n\u00e9\\",true,false,null,{}],"b":{"c":[[],[{}]]}}""",
        """ [ "\ud83d\ude00" , "\"" , 12345678901234567890 , -0 ] """,
        """{"time":"2026-07-06T00:03:09.585Z","account":"acct","params":{"temperature":0.7}}""",
        "\"plain\"", "-1", "tru", "01", "1.", ".5", "1e", "[1,]", "{\"a\":1,}", "{,}", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}",
        "[1 2]", "\"\\x\"", "\"\\u12G4\"", "\"\\u123\"", "\"tab\tin\"", "", " ", "{}{}", "[]]", "nulll", "[\"a\":1]", "{\"a\",1}", "\"open", "\"\\",
    ];

    private static readonly byte[] Alphabet = Encoding.ASCII.GetBytes("{}[]:,\"\\ntruefalsenull0123456789.eE+-u \t\r\n\0\u0001ab");

    [Fact]
    public void Agrees_with_the_framework_on_every_prefix_and_single_change()
    {
        foreach (var seed in Seeds)
        {
            var bytes = Encoding.UTF8.GetBytes(seed);
            for (var cut = 0; cut <= bytes.Length; cut++)
                Agree(bytes.AsSpan(0, cut));
            for (var at = 0; at < bytes.Length; at++)
            {
                var changed = (byte[])bytes.Clone();
                foreach (var b in Alphabet)
                {
                    changed[at] = b;
                    Agree(changed);
                }
            }
        }
    }

    [Fact]
    public void Agrees_with_the_framework_on_random_soup()
    {
        var random = new System.Random(7);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(1, 24)];
            for (var at = 0; at < bytes.Length; at++)
                bytes[at] = Alphabet[random.Next(Alphabet.Length)];
            Agree(bytes);
        }
    }

    [Fact]
    public void Any_string_comes_back_as_it_was() =>
        Prop.ForAll<string>(text =>
        {
            // The framework replaces lone surrogates while writing, as the cursor does while reading.
            var json = JsonSerializer.SerializeToUtf8Bytes(text ?? "");
            var cursor = new JsonCursor(json);
            var scratch = new TextScratch();
            scratch.Reset(json.Length);
            cursor.ReadValue(out var value).ShouldBe(JsonKind.String);
            Encoding.UTF8.GetString(scratch.Text(value)).ShouldBe(JsonSerializer.Deserialize<string>(json));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Vector_and_scalar_scans_find_the_same()
    {
        var random = new System.Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 120)];
            for (var at = 0; at < bytes.Length; at++)
                bytes[at] = random.Next(40) == 0 ? "\"\\\n\u001f"u8[random.Next(4)] : (byte)random.Next(0x20, 0x100);
            var from = random.Next(bytes.Length + 1);
            StringScan.Find(bytes, from).ShouldBe(StringScan.FindScalar(bytes, from));
            StringScan.FindNear(bytes, from).ShouldBe(StringScan.FindScalar(bytes, from));
        }
    }

    [Fact]
    public void A_number_ends_at_the_first_byte_that_is_no_digit()
    {
        for (var length = 1; length <= 20; length++)
        {
            for (var other = 0; other < 256; other++)
            {
                if (other is (>= '0' and <= '9') or '.' or 'e' or 'E')
                    continue;
                foreach (var behind in new[] { 0, 3, 12 })
                {
                    byte[] json = [.. Enumerable.Repeat((byte)'9', length), (byte)other, .. Enumerable.Repeat((byte)'5', behind)];
                    JsonNumber.Measure(json, 0).ShouldBe(length, $"{length} digits, then {other}");
                }
            }
        }
    }

    [Fact]
    public void Depth_has_a_limit()
    {
        Accepts(Encoding.ASCII.GetBytes(new string('[', 64) + new string(']', 64))).ShouldBeTrue();
        Accepts(Encoding.ASCII.GetBytes(new string('[', 65) + new string(']', 65))).ShouldBeFalse();
        Accepts(Encoding.ASCII.GetBytes(new string('[', 1_000_000))).ShouldBeFalse();
    }

    private static void Agree(ReadOnlySpan<byte> json)
    {
        var framework = FrameworkAccepts(json);
        if (Accepts(json) != framework)
            Assert.Fail($"the framework says {framework}: {Encoding.UTF8.GetString(json)}");
    }

    private static bool Accepts(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        return cursor.SkipValue() && cursor.AtEnd();
    }

    private static bool FrameworkAccepts(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }

            return !json.Trim(" \t\r\n"u8).IsEmpty;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
