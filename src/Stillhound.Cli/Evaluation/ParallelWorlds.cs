namespace Stillhound.Cli.Evaluation;

/// <summary>
/// Work on many worlds at once. An engine searches on all cores and plays on one, so several worlds fill the cores that one
/// leaves idle. Results come in the order of what was given, whatever finishes first.
/// </summary>
internal static class ParallelWorlds
{
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        try
        {
            var done = 0;
            Parallel.For(0, items.Count, options, i =>
            {
                results[i] = work(items[i]);
                Tell(Interlocked.Increment(ref done), items.Count);
            });
        }
        catch (AggregateException e) when (e.InnerException is not null)
        {
            // The first is what happened; the others happened because the work was the same.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
        }

        return results;
    }

    // For whoever waits at a terminal; a file that is kept needs none of it.
    private static void Tell(int done, int all)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(done == all ? "\r\e[K" : $"\r{done} of {all} worlds");
    }
}
