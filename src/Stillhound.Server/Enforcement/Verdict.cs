using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement;

/// <summary>What a gateway is told about one request.</summary>
/// <param name="Outcome">How it is counted.</param>
/// <param name="Decision">The decision that stands, simulated or not; null without one.</param>
/// <param name="RetryAfter">When to try again, where that is sensible; else zero.</param>
internal readonly record struct Verdict(Outcome Outcome, Decision? Decision, TimeSpan RetryAfter = default)
{
    /// <summary>Whether the request is served.</summary>
    public bool Allows => Outcome is not (Outcome.Refused or Outcome.Limited);

    /// <summary>The decision where it is carried out; null where it is simulated or there is none.</summary>
    public Decision? InForce => Outcome is Outcome.Marked or Outcome.Limited or Outcome.Refused ? Decision : null;

    /// <summary>
    /// The HTTP status: 200; 401 for a suspended key, because another key is the way out; 403 for a suspended account or a restricted
    /// feature; 429 for a limit.
    /// </summary>
    public int Status => Outcome switch
    {
        Outcome.Limited => 429,
        Outcome.Refused when Decision is { Action: DecisionAction.SuspendKey } => 401,
        Outcome.Refused => 403,
        _ => 200,
    };

    /// <summary>Seconds to wait, at least one; 0 where waiting does not help.</summary>
    public long RetryAfterSeconds => RetryAfter > TimeSpan.Zero ? Math.Max(1, (long)Math.Ceiling(RetryAfter.TotalSeconds)) : 0;
}
