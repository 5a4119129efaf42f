using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stillhound.Core.State;

/// <summary>
/// State on its way out or in. What hands itself over names each field once: writing takes the value that is given and returns it,
/// reading returns the value that was written in its place. So both directions are one piece of code, which cannot disagree with
/// itself.
/// </summary>
internal abstract class StateStream
{
    // What is handed over at a time: spans of bytes end at two gigabytes.
    private const int Portion = 1 << 20;

    private readonly HashSet<Type> _known = [];
    private readonly Dictionary<Type, object> _offered = [];

    /// <summary>Whether state comes in.</summary>
    public abstract bool Reads { get; }

    /// <summary>Writes bytes, or fills them.</summary>
    public abstract void Bytes(Span<byte> bytes);

    /// <summary>A part with a name of its own, by which it is called when it is damaged.</summary>
    public abstract void Section(string name, IKept part);

    /// <summary>A number of fixed size. On reading, what is given does not matter.</summary>
    public T Value<T>(T value)
        where T : unmanaged
    {
        Know(typeof(T));
        Bytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    /// <summary>The number of items that follow, which on reading cannot be more than there are bytes for.</summary>
    /// <param name="count">Items.</param>
    /// <param name="size">Fewest bytes of each.</param>
    public int Length(int count, int size)
    {
        count = Value(count);
        if (Reads)
            Bound(count < 0 ? long.MaxValue : (long)count * size);
        return count;
    }

    /// <summary>Items in place.</summary>
    public void Span<T>(Span<T> items)
        where T : unmanaged
    {
        Know(typeof(T));
        for (; items.Length > Portion; items = items[Portion..])
            Bytes(MemoryMarshal.AsBytes(items[..Portion]));
        Bytes(MemoryMarshal.AsBytes(items));
    }

    /// <summary>The first items of an array that has room to spare. On reading the array that is given is used where it is long enough.</summary>
    public T[] Array<T>(T[] items, int count)
        where T : unmanaged
    {
        count = Length(count, Unsafe.SizeOf<T>());
        if (items.Length < count)
            items = GC.AllocateUninitializedArray<T>(count);
        Span(items.AsSpan(0, count));
        return items;
    }

    /// <summary>An array as long as it is.</summary>
    public T[] Array<T>(T[]? items)
        where T : unmanaged
    {
        var count = Length(items?.Length ?? 0, Unsafe.SizeOf<T>());
        if (items?.Length != count)
            items = count == 0 ? [] : GC.AllocateUninitializedArray<T>(count);
        Span(items.AsSpan());
        return items;
    }

    /// <summary>The items of a list.</summary>
    public void List<T>(List<T> items)
        where T : unmanaged
    {
        CollectionsMarshal.SetCount(items, Length(items.Count, Unsafe.SizeOf<T>()));
        Span(CollectionsMarshal.AsSpan(items));
    }

    /// <summary>Objects of a list, each by its own method, which on reading is given null.</summary>
    public void List<T>(List<T> items, Func<StateStream, T?, T> keep)
        where T : class
    {
        Know(typeof(T));
        var count = Length(items.Count, 1);
        for (var i = 0; i < count; i++)
        {
            var kept = keep(this, Reads ? null : items[i]);
            if (Reads)
                items.Add(kept);
        }
    }

    /// <summary>A stack, from the bottom up.</summary>
    public void Stack<T>(Stack<T> items)
        where T : unmanaged
    {
        foreach (var item in Array<T>([.. items.Reverse()]))
        {
            if (Reads)
                items.Push(item);
        }
    }

    /// <summary>A set, in the order in which it tells its items.</summary>
    public HashSet<T> Set<T>(HashSet<T>? items)
        where T : unmanaged
    {
        T[] kept = Array<T>(Reads || items is null ? [] : [.. items]);
        return Reads ? [.. kept] : items!;
    }

    /// <summary>A map of numbers, in the order in which it tells its entries.</summary>
    public void Map<TKey, TValue>(IDictionary<TKey, TValue> map)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        var keys = Array<TKey>([.. map.Keys]);
        var values = Array<TValue>([.. map.Values]);
        if (!Reads)
            return;
        if (map is Dictionary<TKey, TValue> hashed)
            hashed.EnsureCapacity(keys.Length);
        for (var i = 0; i < keys.Length; i++)
            map.Add(keys[i], values[i]);
    }

    /// <summary>A text, unit by unit, so that broken ones stay what they are; or null.</summary>
    public string? Text(string? text)
    {
        if (!Value(text is not null))
            return null;
        var units = Array<char>(Reads ? null : text!.ToCharArray());
        return Reads ? new string(units) : text;
    }

    /// <summary>An object that may not be there, by its own method, which on reading is given null.</summary>
    public T? Optional<T>(T? item, Func<StateStream, T?, T> keep)
        where T : class
    {
        Know(typeof(T));
        return Value(item is not null) ? keep(this, item) : null;
    }

    /// <summary>An object by its own method, which on reading is given null.</summary>
    public T Kept<T>(T? item, Func<StateStream, T?, T> keep)
        where T : class
    {
        Know(typeof(T));
        return keep(this, item);
    }

    /// <summary>An object that hands itself over.</summary>
    public void Part(IKept part)
    {
        Know(part.GetType());
        part.Keep(this);
    }

    /// <summary>Makes objects known that others, handed over later, refer to by number.</summary>
    public void Offer<T>(IReadOnlyList<T> items)
        where T : class => _offered[typeof(T)] = items;

    /// <summary>An object that was made known, by its place.</summary>
    public T Offered<T>(int place)
        where T : class => ((IReadOnlyList<T>)_offered[typeof(T)])[place];

    /// <summary>Refuses what cannot follow, on reading.</summary>
    protected abstract void Bound(long bytes);

    /// <summary>Hands over how a type is laid out, when it comes for the first time.</summary>
    private void Know(Type type)
    {
        if (type.IsPrimitive || !_known.Add(type))
            return;
        var layout = StateLayout.Of(type);
        var written = Value(layout);
        if (written != layout)
            throw new StateException(StateFault.OtherVersion, $"it was written by another version, which lays out {type.Name} in another way");
    }
}
