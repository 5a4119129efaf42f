using System.Numerics;

namespace Stillhound.Core.Components;

/// <summary>From a key to the signature that it belongs to, by open addressing; filled to a quarter.</summary>
internal sealed class SignatureTable
{
    private const int Sparse = 4;
    private uint[] _keys = new uint[1];
    private ComponentSignature?[] _owners = new ComponentSignature?[1];
    private int _shift = 31;

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Takes the signatures; of a key that several have, the first keeps it.</summary>
    public void Fill(IEnumerable<ComponentSignature> signatures)
    {
        var watched = signatures.Where(static s => s.State != SignatureState.Whole).ToList();
        var keys = watched.Sum(static s => s.Keys.Count);
        IsEmpty = keys == 0;
        var bits = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, keys * Sparse)) + 1);
        _keys = new uint[1 << bits];
        _owners = new ComponentSignature?[1 << bits];
        _shift = 32 - bits;
        foreach (var signature in watched)
        {
            foreach (var key in signature.Keys)
            {
                var slot = SlotOf(key);
                if (_keys[slot] == 0)
                    (_keys[slot], _owners[slot]) = (key, signature);
            }
        }
    }

    /// <summary>The signature that a key belongs to; null for none.</summary>
    public ComponentSignature? OwnerOf(uint key) => key == 0 ? null : _owners[SlotOf(key)];

    /// <summary>The slot that holds a key, or the free one where it would be. Keys are never 0.</summary>
    private int SlotOf(uint key)
    {
        var slot = (int)((key * 0x9E3779B1u) >> _shift);
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }
}
