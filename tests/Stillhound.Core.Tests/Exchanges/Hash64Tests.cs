using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Tests.Exchanges;

public sealed class Hash64Tests
{
    [Fact]
    public void Nothing_hashes_to_zero() => Hash64.Of([]).ShouldBe(0ul);

    // Computed by an independent implementation. Findings and stored state hold these values: they may never change.
    [Theory]
    [InlineData("a", 0x37C0AB888779F5BAul)]
    [InlineData("abc", 0xAFB283181D8CEA3Ful)]
    [InlineData("acct_0001", 0xB5395AFFD760D5D6ul)]
    [InlineData("0123456789abcdef", 0xA51E1090AF2D27F0ul)]
    [InlineData("You are a helpful assistant that answers briefly.", 0x2F699F00A16588BBul)]
    public void Values_are_the_same_on_every_machine_and_in_every_version(string text, ulong expected) =>
        Hash64.Of(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Fact]
    public void Combined_and_mixed_values_are_stable_too()
    {
        Hash64.Combine(1, 2).ShouldBe(0x980657B0A900E507ul);
        Hash64.Mix(7).ShouldBe(0xAEEC5559C50A6F2Bul);
    }

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)'x')]
    [InlineData((byte)255)]
    public void Runs_of_one_byte_differ_by_their_length(byte value)
    {
        var hashes = Enumerable.Range(0, 65).Select(length => Hash64.Of(Enumerable.Repeat(value, length).ToArray())).ToList();
        hashes.Distinct().Count().ShouldBe(hashes.Count);
    }

    [Fact]
    public void Every_bit_of_every_length_matters()
    {
        for (var length = 1; length <= 64; length++)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var seen = new HashSet<ulong> { Hash64.Of(bytes) };
            for (var bit = 0; bit < length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                seen.Add(Hash64.Of(bytes)).ShouldBeTrue($"length {length}, bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void No_bytes_but_none_hash_to_zero_and_where_they_lie_does_not_matter() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
            Hash64.Of(bytes) == Hash64.Of(((byte[])[1, .. bytes, 2, 3]).AsSpan(1, bytes.Length)) && (Hash64.Of(bytes) != 0 || bytes.Length == 0))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Combine_minds_the_order() => Hash64.Combine(1, 2).ShouldNotBe(Hash64.Combine(2, 1));

    [Fact]
    public void Combine_gives_zero_only_when_both_are_absent()
    {
        Hash64.Combine(0, 0).ShouldBe(0ul);
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<ulong>(), static (a, b) => (Hash64.Combine(a, b) == 0) == ((a | b) == 0))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Mix_spreads_small_keys_over_all_bits()
    {
        var mixed = Enumerable.Range(0, 4096).Select(static key => Hash64.Mix((ulong)key)).ToList();
        mixed.Distinct().Count().ShouldBe(mixed.Count);
        for (var bit = 0; bit < 64; bit++)
            mixed.Count(value => ((value >> bit) & 1) != 0).ShouldBeInRange(1800, 2300, $"bit {bit}");
    }
}
