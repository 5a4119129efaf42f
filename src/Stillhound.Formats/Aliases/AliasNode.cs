using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Aliases;

/// <summary>
/// Names as a tree, walked beside a record. A whole dotted name is also found at once, as flattened records and attributes
/// have it. Built once, then read by any thread.
/// </summary>
internal sealed class AliasNode
{
    private const int MaxParts = 12;

    private Slot[] _slots = new Slot[4];
    private int _count;
    private AliasNode? _any;

    /// <summary>What a value here is used for; empty where only the way goes on.</summary>
    public Alias[] Uses { get; private set; } = [];

    /// <summary>Whether names lead on from here.</summary>
    public bool HasChildren => _count > 0 || _any is not null;

    /// <summary>Adds a use of a name.</summary>
    /// <returns>False when the name is empty or has too many parts.</returns>
    public bool Add(string path, Alias alias)
    {
        var parts = path.Split('.');
        if (parts.Length > MaxParts || Array.Exists(parts, static part => part.Length == 0))
            return false;
        var node = this;
        foreach (var part in parts)
            node = part == "*" ? node._any ??= new AliasNode() : node.Child(Encoding.UTF8.GetBytes(part));
        node.Use(alias);
        if (parts.Length > 1 && !path.Contains('*', StringComparison.Ordinal))
            Child(Encoding.UTF8.GetBytes(path)).Use(alias);
        return true;
    }

    /// <summary>The node of a name, or null when nothing is wanted of it.</summary>
    public AliasNode? Find(ReadOnlySpan<byte> name)
    {
        var key = Hash64.Of(name);
        var mask = _slots.Length - 1;
        for (var at = (int)key & mask; _slots[at].Node is { } node; at = (at + 1) & mask)
        {
            if (_slots[at].Key == key && name.SequenceEqual(_slots[at].Name))
                return node;
        }

        return _any;
    }

    private void Use(Alias alias)
    {
        if (Array.FindIndex(Uses, use => use.Target == alias.Target) is var at and >= 0)
        {
            // The user's own place for a name replaces the built-in one.
            if (!Uses[at].IsUsers)
                Uses[at] = alias;
            return;
        }

        Uses = [.. Uses, alias];
    }

    private AliasNode Child(byte[] name)
    {
        var key = Hash64.Of(name);
        if (_count > 0 && Find(name) is { } found && !ReferenceEquals(found, _any))
            return found;
        if ((_count + 1) * 2 > _slots.Length)
        {
            var old = _slots;
            _slots = new Slot[old.Length * 2];
            foreach (var slot in old)
            {
                if (slot.Node is not null)
                    Put(slot);
            }
        }

        var node = new AliasNode();
        Put(new Slot { Key = key, Name = name, Node = node });
        _count++;
        return node;
    }

    private void Put(Slot slot)
    {
        var mask = _slots.Length - 1;
        var at = (int)slot.Key & mask;
        while (_slots[at].Node is not null)
            at = (at + 1) & mask;
        _slots[at] = slot;
    }

    private struct Slot
    {
        public ulong Key;
        public byte[] Name;
        public AliasNode? Node;
    }
}
