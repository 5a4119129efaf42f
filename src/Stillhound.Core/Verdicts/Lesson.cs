using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>A campaign that a person dismissed, and what it was instead.</summary>
/// <param name="Campaign">The campaign; empty where the dismissal did not say which, which cannot be withdrawn.</param>
/// <param name="Hypothesis">Name of the benign explanation, one of <see cref="Hypotheses.All"/>.</param>
public sealed record Lesson(string Campaign, string Hypothesis)
{
    /// <summary>Most lessons that are kept; beyond them the oldest are forgotten.</summary>
    public const int Most = 10_000;

    internal static Lesson Keep(StateStream state, Lesson? lesson) => new(state.Text(lesson?.Campaign) ?? "", state.Text(lesson?.Hypothesis) ?? "");
}
