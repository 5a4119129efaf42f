using System.Runtime.CompilerServices;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Components;

/// <summary>The end users that a component names most, by key.</summary>
internal sealed class EndUserCounts : IKept
{
    public const int Length = 32;

    private Values _keys;
    private Counts _counts;

    public ReadOnlySpan<uint> Keys => _keys;

    public ReadOnlySpan<ushort> Exchanges => _counts;

    public void Add(uint key) => Frequent.Add(_keys, _counts, key);

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        _keys = state.Value(_keys);
        _counts = state.Value(_counts);
    }

    [InlineArray(Length)]
    private struct Values
    {
        private uint _first;
    }

    [InlineArray(Length)]
    private struct Counts
    {
        private ushort _first;
    }
}
