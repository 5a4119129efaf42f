namespace Stillhound.Core.Exchanges;

/// <summary>
/// Where the bits of labels go when a run goes on with other lists: a label keeps what was seen of it, one that is gone takes it along.
/// </summary>
internal sealed class LabelMove
{
    private const uint Fixed = ContextLabel.ListsDiffer | ContextLabel.RecordDiffers;

    private readonly uint[] _to;

    /// <summary>From one list of labels to another.</summary>
    public LabelMove(IReadOnlyList<ContextLabel> older, IReadOnlyList<ContextLabel> newer)
    {
        _to = new uint[Math.Min(older.Count, ContextLabel.Most)];
        IsNone = true;
        for (var label = 0; label < _to.Length; label++)
        {
            for (var place = 0; place < newer.Count; place++)
                _to[label] |= newer[place] == older[label] ? 1u << place : 0;
            IsNone &= _to[label] == 1u << label;
        }
    }

    /// <summary>Whether every label stays where it is.</summary>
    public bool IsNone { get; }

    /// <summary>The bits in the newer order.</summary>
    public uint Of(uint labels)
    {
        var moved = labels & Fixed;
        for (var label = 0; label < _to.Length; label++)
            moved |= (labels >> label & 1) != 0 ? _to[label] : 0;
        return moved;
    }
}
