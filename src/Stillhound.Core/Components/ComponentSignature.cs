using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Components;

/// <summary>
/// One combination of settings that accounts show in part of their traffic: these exchanges of an account are its component.
/// </summary>
internal sealed class ComponentSignature(int number, FrameTable.FrameValues values, long sinceMs)
{
    private readonly FrameTable.FrameValues _values = values;
    private readonly List<int> _accounts = [];
    private readonly List<int> _places = [];

    public int Number { get; } = number;

    /// <summary>When its components began.</summary>
    public long SinceMs { get; } = sinceMs;

    /// <summary>Number of the standing campaign whose accounts show little else; 0 where it was found as a part.</summary>
    public int Campaign { get; init; }

    /// <summary>Accounts that have a component, in order of coming.</summary>
    public IReadOnlyList<int> Accounts => _accounts;

    /// <summary>Where their components are kept.</summary>
    public IReadOnlyList<int> Places => _places;

    /// <summary>Whether it came to nothing and is not looked for any more.</summary>
    public bool Retired { get; private set; }

    /// <summary>Lets go of its components.</summary>
    public void Retire()
    {
        Retired = true;
        _accounts.Clear();
        _places.Clear();
    }

    /// <summary>How many settings are the same; 0 where two that both are known differ.</summary>
    public int EqualTo(in FrameTable.FrameValues other)
    {
        var equal = 0;
        for (var i = 0; i < Frame.Kinds.Length; i++)
        {
            if (_values[i] == 0 || other[i] == 0)
                continue;
            if (_values[i] != other[i])
                return 0;
            equal++;
        }

        return equal;
    }

    /// <summary>Hands a signature over.</summary>
    public static ComponentSignature Keep(StateStream state, ComponentSignature? signature)
    {
        var kept = new ComponentSignature(state.Value(signature?.Number ?? 0), state.Value(signature?._values ?? default), state.Value(signature?.SinceMs ?? 0))
        {
            Campaign = state.Value(signature?.Campaign ?? 0),
            Retired = state.Value(signature?.Retired ?? false),
        };
        state.List(signature?._accounts ?? kept._accounts);
        state.List(signature?._places ?? kept._places);
        return kept;
    }

    /// <summary>Lets go of an account's component.</summary>
    public void Remove(int account)
    {
        var at = _accounts.IndexOf(account);
        if (at < 0)
            return;
        _accounts.RemoveAt(at);
        _places.RemoveAt(at);
    }

    public void Add(int account, int place)
    {
        _accounts.Add(account);
        _places.Add(place);
    }
}
