using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.State;

namespace Stillhound.Core.Tests.State;

public sealed class StateHashTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void It_is_the_published_function(string text, ulong hash) => StateHash.Of(Encoding.ASCII.GetBytes(text)).ShouldBe(hash);

    [Fact]
    public void How_bytes_are_cut_does_not_matter() => Prop.ForAll((byte[][] pieces) =>
    {
        var hash = new StateHash();
        foreach (var piece in pieces)
            hash.Add(piece);
        byte[] whole = [.. pieces.SelectMany(static p => p)];
        hash.Value().ShouldBe(StateHash.Of(whole));
        hash.Length.ShouldBe(whole.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bit_more_or_less_is_told() => Prop.ForAll((byte[] bytes, int at) =>
    {
        if (bytes.Length == 0)
            return;
        var before = StateHash.Of(bytes);
        bytes[(int)((uint)at % (uint)bytes.Length)] ^= (byte)(1 << (at & 7));
        StateHash.Of(bytes).ShouldNotBe(before);
    }).QuickCheckThrowOnFailure();
}
