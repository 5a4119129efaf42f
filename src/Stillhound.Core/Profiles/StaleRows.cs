using Stillhound.Core.State;

namespace Stillhound.Core.Profiles;

/// <summary>Tells what keeps something of every row from one refresh of a population to the next which rows to read again.</summary>
[Scratch]
internal sealed class StaleRows
{
    private int _known;

    /// <summary>The rows that the last refresh read anew, or all where what is kept is not of the refresh before.</summary>
    public IEnumerable<int> Of(Population population)
    {
        var kept = _known == population.FirstNew && _known > 0;
        _known = population.Count;
        return kept ? population.Changed : Enumerable.Range(0, population.Count);
    }

    /// <summary>Nothing is kept any more.</summary>
    public void Forget() => _known = 0;
}
