using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.State;

namespace Stillhound.Core.Tests.State;

public sealed class StateStreamTests
{
    [Fact]
    public void What_was_written_is_read() => Prop.ForAll((int[] numbers, string?[] texts, (int Key, long Value)[] pairs) =>
    {
        var map = pairs.DistinctBy(static p => p.Key).ToDictionary(static p => p.Key, static p => p.Value);
        var box = new Box { Number = numbers.Length, Numbers = [.. numbers.Select(static n => n / 3.0)], Set = [.. numbers.Select(static n => (uint)n)], Stack = new Stack<int>(numbers) };
        box.Texts.AddRange(texts.Select(static t => new Word(t)));
        foreach (var (key, value) in map)
        {
            box.Map.Add(key, value);
            box.Sorted.Add(key, value);
        }

        var read = Read<Box>(Written(box));

        read.Number.ShouldBe(box.Number);
        read.Numbers.ShouldBe(box.Numbers);
        read.Texts.Select(static t => t.Text).ShouldBe(texts);
        read.Set.ToArray().ShouldBe([.. box.Set]);
        read.Map.ToArray().ShouldBe([.. map]);
        read.Sorted.ToArray().ShouldBe([.. box.Sorted]);
        read.Stack.ToArray().ShouldBe([.. box.Stack]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_array_with_room_to_spare_keeps_what_is_in_use() => Prop.ForAll((long[] items, byte spare) =>
    {
        var box = new Roomy { Items = [.. items, .. new long[spare]], Count = items.Length };
        var read = Read<Roomy>(Written(box));
        read.Count.ShouldBe(items.Length);
        read.Items.Take(items.Length).ShouldBe(items);
        read.Items.Length.ShouldBeGreaterThanOrEqualTo(4);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_that_are_no_unicode_stay_as_they_are()
    {
        var box = new Box();
        box.Texts.Add(new Word("\ud800 alone"));
        Read<Box>(Written(box)).Texts[0].Text.ShouldBe("\ud800 alone");
    }

    [Fact]
    public void More_than_fits_the_buffer_goes_through_whole()
    {
        var box = new Box { Numbers = [.. Enumerable.Range(0, 300_000).Select(static i => (double)i)] };
        Read<Box>(Written(box)).Numbers.ShouldBe(box.Numbers);
    }

    [Fact]
    public void A_stream_that_gives_little_at_a_time_will_do()
    {
        using var drip = new Drip(Written(new Box { Numbers = [.. Enumerable.Range(0, 50_000).Select(static i => (double)i)] }));
        var read = new Box();
        var reader = new StateReader(drip);
        reader.Section("box", read);
        reader.Finish();
        read.Numbers.Length.ShouldBe(50_000);
    }

    [Fact]
    public void What_lies_before_it_in_the_stream_is_not_its_own()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Written(new Box { Number = 7 })]);
        stream.Position = 3;
        var read = new Box();
        new StateReader(stream).Section("box", read);
        read.Number.ShouldBe(7);
    }

    [Fact]
    public void Another_layout_is_another_version()
    {
        using var stream = new MemoryStream(Written(new Box()));
        Should.Throw<StateException>(() => new StateReader(stream).Section("box", new Roomy())).Fault.ShouldBe(StateFault.OtherVersion);
    }

    [Fact]
    public void Another_section_is_told()
    {
        using var stream = new MemoryStream(Written(new Box()));
        Should.Throw<StateException>(() => new StateReader(stream).Section("bag", new Box())).Message.ShouldContain("\"bag\"");
    }

    [Fact]
    public void A_length_that_cannot_be_is_refused_before_anything_is_made_for_it()
    {
        var bytes = Written(new Claims { Count = int.MaxValue });
        using var stream = new MemoryStream(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<StateException>(() => new StateReader(stream).Section("box", new Claims())).Message.ShouldContain("more than it holds");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000);
    }

    private static byte[] Written(IKept part)
    {
        using var stream = new MemoryStream();
        var writer = new StateWriter(stream);
        writer.Section("box", part);
        writer.Finish();
        return stream.ToArray();
    }

    private static T Read<T>(byte[] bytes)
        where T : IKept, new()
    {
        using var stream = new MemoryStream(bytes);
        var reader = new StateReader(stream);
        var part = new T();
        reader.Section("box", part);
        reader.Finish();
        return part;
    }

    private sealed class Box : IKept
    {
        public int Number { get; set; }

        public double[] Numbers { get; set; } = [];

        public List<Word> Texts { get; } = [];

        public HashSet<uint> Set { get; set; } = [];

        public Dictionary<int, long> Map { get; } = [];

        public SortedDictionary<int, long> Sorted { get; } = [];

        public Stack<int> Stack { get; init; } = new();

        public void Keep(StateStream state)
        {
            Number = state.Value(Number);
            Numbers = state.Array(Numbers);
            state.List(Texts, Word.Keep);
            Set = state.Set(Set);
            state.Map(Map);
            state.Map(Sorted);
            state.Stack(Stack);
        }
    }

    private sealed record Word(string? Text)
    {
        public static Word Keep(StateStream state, Word? word) => new(state.Text(word?.Text));
    }

    private sealed class Roomy : IKept
    {
        public long[] Items { get; set; } = new long[4];

        public int Count { get; set; }

        public void Keep(StateStream state)
        {
            Count = state.Value(Count);
            Items = state.Array(Items, Count);
        }
    }

    /// <summary>Tells of more than it has.</summary>
    private sealed class Claims : IKept
    {
        public int Count { get; set; }

        public void Keep(StateStream state)
        {
            if (!state.Reads)
                state.Value(Count);
            else
                state.Array<long>(null);
        }
    }

    private sealed class Drip(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
