namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>When a message is tried again: the ladder that the specification of Standard Webhooks gives as an example, with jitter.</summary>
internal static class RetryLadder
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How long to wait after so many attempts that failed; null when there is no further one.</summary>
    /// <param name="attempts">Attempts so far, at least 1.</param>
    /// <param name="chance">From 0 up to 1; moves the wait by up to a fifth either way.</param>
    public static TimeSpan? After(int attempts, double chance) => attempts <= Waits.Length ? Waits[attempts - 1] * (0.8 + 0.4 * chance) : null;
}
