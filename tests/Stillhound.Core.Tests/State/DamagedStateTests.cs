using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Engine;
using Stillhound.Core.State;

namespace Stillhound.Core.Tests.State;

public sealed class DamagedStateTests
{
    private static readonly Lazy<byte[]> Bytes = new(static () =>
    {
        var world = new LivedWorld(82, people: 30);
        var engine = world.NewEngine();
        world.Feed(engine, 0, 60);
        return Saved.Bytes(engine);
    });

    [Fact]
    public void One_that_is_cut_off_is_refused() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll((uint length) =>
    {
        var bytes = Bytes.Value[..(int)(length % Bytes.Value.Length)];
        Refusal(bytes).Fault.ShouldBe(bytes.Length < StateFormat.HeadLength ? StateFault.NotAState : StateFault.Damaged);
    }));

    [Fact]
    public void One_that_was_altered_anywhere_is_refused() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll((uint place, byte bit) =>
    {
        byte[] bytes = [.. Bytes.Value];
        bytes[place % bytes.Length] ^= (byte)(1 << (bit & 7));
        Refusal(bytes).Message.ShouldNotBeEmpty();
    }));

    [Fact]
    public void One_with_a_hole_is_refused() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll((uint place, ushort length) =>
    {
        byte[] bytes = [.. Bytes.Value];
        var from = (int)(place % bytes.Length);
        var hole = bytes.AsSpan(from, Math.Min(length + 1, bytes.Length - from));
        if (!hole.ContainsAnyExcept((byte)0))
            return;
        hole.Clear();
        Refusal(bytes).Message.ShouldNotBeEmpty();
    }));

    [Fact]
    public void Numbers_that_are_too_large_are_refused() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll((uint place, uint number) =>
    {
        byte[] bytes = [.. Bytes.Value];
        var from = (int)(place % (bytes.Length - 4));
        if (BitConverter.ToUInt32(bytes, from) == (number | 0x7000_0000))
            return;
        BitConverter.TryWriteBytes(bytes.AsSpan(from), number | 0x7000_0000);
        Refusal(bytes).Message.ShouldNotBeEmpty();
    }));

    [Fact]
    public void Anything_else_is_no_state() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll((byte[] bytes) =>
    {
        Refusal(bytes).Fault.ShouldBe(StateFault.NotAState);
    }));

    [Fact]
    public void Nothing_may_follow_it() => Refusal([.. Bytes.Value, 0]).Fault.ShouldBe(StateFault.Damaged);

    [Fact]
    public void The_damaged_section_is_named()
    {
        byte[] bytes = [.. Bytes.Value];
        var at = bytes.AsSpan().IndexOf("acct"u8) is var name and >= 0 ? name : bytes.AsSpan().IndexOf("person-0"u8);
        bytes[at] ^= 1;
        Refusal(bytes).Message.ShouldContain("\"accounts\"");
    }

    [Fact]
    public void Another_version_of_the_format_is_told_apart()
    {
        byte[] bytes = [.. Bytes.Value];
        bytes[StateFormat.Mark.Length]++;
        Refusal(bytes).Fault.ShouldBe(StateFault.OtherVersion);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_refused()
    {
        using var stream = new NoSeeking();
        Should.Throw<ArgumentException>(() => DetectionEngine.Restore(stream, new EngineOptions()));
    }

    private static StateException Refusal(byte[] bytes) => Should.Throw<StateException>(() => Saved.Restored(bytes));

    private sealed class NoSeeking : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
