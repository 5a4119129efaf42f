using System.Diagnostics;
using Stillhound.Core.Engine;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>How long each search of an engine took, and over how many accounts.</summary>
internal sealed class SearchLog
{
    private readonly List<(TimeSpan Took, int Accounts)> _searches = [];
    private long _began;

    public SearchLog(DetectionEngine engine) => engine.Searching = begins =>
    {
        if (begins)
            _began = Stopwatch.GetTimestamp();
        else
            _searches.Add((Stopwatch.GetElapsedTime(_began), engine.Compared));
    };

    /// <summary>Number of searches.</summary>
    public int Count => _searches.Count;

    /// <summary>Time of all searches.</summary>
    public TimeSpan Total => _searches.Aggregate(TimeSpan.Zero, static (sum, s) => sum + s.Took);

    /// <summary>The search in the middle when they are put in order of time taken.</summary>
    public TimeSpan Median => Count == 0 ? TimeSpan.Zero : _searches.Select(static s => s.Took).Order().ElementAt(Count / 2);

    /// <summary>The search that took longest, and the accounts that it compared.</summary>
    public (TimeSpan Took, int Accounts) Longest => _searches.DefaultIfEmpty().MaxBy(static s => s.Took);
}
