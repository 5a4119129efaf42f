namespace Stillhound.Server.Tests.Enforcement;

/// <summary>A clock whose wall time a test sets; timers and durations are real.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = FakeDecisions.Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
