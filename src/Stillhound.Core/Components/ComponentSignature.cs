using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Components;

/// <summary>
/// One combination of settings that accounts show in part of their traffic: these exchanges of an account are its component.
/// </summary>
internal sealed class ComponentSignature(int number, FrameTable.FrameValues values, long sinceMs)
{
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
            if (values[i] == 0 || other[i] == 0)
                continue;
            if (values[i] != other[i])
                return 0;
            equal++;
        }

        return equal;
    }

    public void Add(int account, int place)
    {
        _accounts.Add(account);
        _places.Add(place);
    }
}
