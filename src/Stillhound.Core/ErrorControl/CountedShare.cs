namespace Stillhound.Core.ErrorControl;

/// <summary>What counting alone shows of a share.</summary>
public static class CountedShare
{
    /// <summary>
    /// The largest share that a count leaves possible: the upper limit of Clopper and Pearson, "The use of confidence or fiducial
    /// limits", 1934, on one side at 95%. 1 without any trial.
    /// </summary>
    /// <param name="hits">Trials in which it happened, at most <paramref name="trials"/>.</param>
    /// <param name="trials">All trials.</param>
    public static double AtMost(int hits, int trials)
    {
        if (hits >= trials)
            return 1;
        double low = (double)hits / trials, high = 1;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (ChanceOfUpTo(hits, trials, middle) > 0.05)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private static double ChanceOfUpTo(int hits, int trials, double share)
    {
        var log = trials * Math.Log(1 - share);
        double sum = 0;
        for (var k = 0; k <= hits; k++)
        {
            sum += Math.Exp(log);
            log += Math.Log((double)(trials - k) / (k + 1)) + Math.Log(share / (1 - share));
        }

        return sum;
    }
}
