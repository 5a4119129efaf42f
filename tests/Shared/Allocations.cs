namespace Stillhound.Tests.Shared;

/// <summary>
/// Measures what a steady loop allocates. The runtime itself now and then allocates on the measuring thread (it compiles, it
/// hands over a page), so one reading tells little: code that allocates does so in every round, the runtime does not.
/// </summary>
internal static class Allocations
{
    private const int Rounds = 8;

    /// <summary>The fewest bytes that any of several equal rounds allocated on this thread; stops at the first round without any.</summary>
    public static long Least(Action<int> round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Rounds && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round(i);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
