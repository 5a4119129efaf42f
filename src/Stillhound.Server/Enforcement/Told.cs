using System.Runtime.CompilerServices;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement;

/// <summary>
/// What gateways are told of a decision, made once and kept for as long as the decision is: a campaign that goes on asking after it was
/// suspended must not have the same words written anew each time. Thread safe.
/// </summary>
/// <param name="write">Writes it. Of a verdict's parts it may look at all.</param>
internal sealed class Told<T>(Func<Verdict, T> write)
    where T : class
{
    private static readonly int Outcomes = Enum.GetValues<Outcome>().Length;
    private readonly ConditionalWeakTable<Decision, T?[]> _kept = [];

    /// <summary>What is told of a verdict. Not to be changed.</summary>
    public T Of(in Verdict verdict)
    {
        // How long to wait is another each time.
        if (verdict.Decision is not { } decision || verdict.RetryAfter != default)
            return write(verdict);
        return _kept.GetValue(decision, static _ => new T?[Outcomes])[(int)verdict.Outcome] ??= write(verdict);
    }
}
