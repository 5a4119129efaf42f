using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>One thing that is measured of a single account; the larger, the more it speaks for the finding.</summary>
/// <param name="Family">Signs of one family depend on each other and are averaged.</param>
/// <param name="Name">What is measured, in words, as people would read it.</param>
/// <param name="Read">The value; NaN where the account does not carry it.</param>
/// <param name="Shown">The value as people would read it.</param>
/// <param name="Meaning">What a large value means, in words.</param>
/// <param name="Refute">What would take it away, in words.</param>
/// <param name="ByPlan">Compared with the accounts on the same plan; otherwise with those of about as many exchanges.</param>
internal sealed record AccountSign(
    string Family, string Name, AccountSign.Reader Read, Func<double, double> Shown, string Meaning, string Refute, bool ByPlan = false)
{
    /// <summary>
    /// How often an order by chance gives a value as large, for signs that an order by chance is the null of; null for those whose
    /// null is the population.
    /// </summary>
    public Func<double, double>? ByChance { get; init; }

    internal delegate float Reader(in AccountRow row, in Profile profile);
}

/// <summary>The signs of the kinds of findings.</summary>
internal static class AccountSigns
{
    // Refusals that everybody meets now and then, as if each account had ten more exchanges without one.
    private const float Unrefused = 10;

    /// <summary>Exchanges a day.</summary>
    public static AccountSign Volume { get; } =
        new("volume", "exchanges a day", static (in AccountRow _, in Profile p) => ProfileShares.LogRate(p), Math.Exp,
            "far more than accounts on this plan send", "a plan that this volume belongs to", ByPlan: true);

    /// <summary>How much of its traffic is refused.</summary>
    public static AccountSign Refused { get; } =
        new("refusals", "share refused, ten answers added", static (in AccountRow _, in Profile p) => p.Refused / (ProfileShares.Counted(p.Exchanges) + Unrefused), Same,
            "the limits of the model are tried out", "refusals as rare as everybody's");

    /// <summary>How much an account's prompts are alike: the mean cosine between two of them.</summary>
    public static AccountSign Nearness { get; } =
        new("variants", "nearness of its prompts to each other", static (in AccountRow r, in Profile _) => r.SelfCoherence, Same,
            "prompts are variants of one intent", "prompts about many things");

    /// <summary>Traffic of one account that is a harvest by itself.</summary>
    public static AccountSign[] Extraction { get; } =
    [
        Volume,
        new("volume", "tokens written a day", static (in AccountRow _, in Profile p) =>
            p.OutputTokens > 0 ? MathF.Log(p.OutputTokens / MathF.Max(1, ProfileShares.Days(p))) : float.NaN, Math.Exp,
            "far more than accounts on this plan take", "a plan that this volume belongs to", ByPlan: true),
        new("payload", "items never seen before", static (in AccountRow _, in Profile p) => ProfileShares.FreshItems(p), Same,
            "nothing is asked twice", "material that it comes back to"),
        new("response_use", "first turns", static (in AccountRow r, in Profile _) => r.FirstTurns, Same,
            "answers are never followed up", "conversations that go on"),
        new("response_use", "length of answers (tokens)", static (in AccountRow r, in Profile _) => r.LogOutput, Math.Exp,
            "answers are long", "short answers"),
        new("response_use", "tokens written for each token read", static (in AccountRow _, in Profile p) =>
            p.InputTokens > 0 && p.OutputTokens > 0 ? MathF.Log((float)p.OutputTokens / p.InputTokens) : float.NaN, Math.Exp,
            "much is taken for little that is given", "material of its own that it has worked on"),
        new("rhythm", "evenness of the hours of the day", static (in AccountRow _, in Profile p) => -Gathered(p), static v => 1 / (24 * -v),
            "it works around the clock", "hours of rest"),
        new("rhythm", "evenness of days", static (in AccountRow r, in Profile p) => -Unevenness(r, p), static v => -v,
            "every day is like the other", "busy and idle days"),
        new("elicitation", "asks for reasoning, grades or tasks", static (in AccountRow _, in Profile p) => ProfileShares.Asks(p), Same,
            "prompts ask for what trains a model", "prompts that ask for everyday things"),
    ];

    /// <summary>Variants of one intent against the refusals.</summary>
    public static AccountSign[] Probing { get; } =
    [
        Refused,
        new("refusals", "changes between refused and answered, ten answers added", static (in AccountRow _, in Profile p) => p.RefusalSwitches / (ProfileShares.Counted(p.Exchanges) + Unrefused), Same,
            "refusals alternate with answers, as when wordings are tried", "refusals that come in one sitting and end"),
        Nearness,
        new("variants", "items never seen before", static (in AccountRow _, in Profile p) => ProfileShares.FreshItems(p), Same,
            "no variant is sent twice", "prompts that it sends again"),
        new("survivors", "refusals that come before answers (standard deviations)", static (in AccountRow _, in Profile p) => (float)RefusalTrend.Of(p), Same,
            "what was refused gives way to what is answered", "refusals spread over all of its time")
        {
            ByChance = RefusalTrend.PValue,
        },
    ];

    private static double Same(double value) => value;

    /// <summary>Probability that two of its exchanges fall into one hour of the day, without what counting alone gives; 1/24 when even.</summary>
    private static float Gathered(in Profile profile)
    {
        var hours = HourShares.Of(profile);
        var squares = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(hours);
        return MathF.Max(1e-3f, ((squares * profile.Exchanges) - 1) / (profile.Exchanges - 1));
    }

    /// <summary>Squared coefficient of variation of its days beyond what counting alone gives, 0 to 1, compared by its root.</summary>
    private static float Unevenness(in AccountRow row, in Profile profile) => float.IsNaN(row.DailyDispersion)
        ? float.NaN
        : MathF.Sqrt(Math.Clamp((row.DailyDispersion - 1) * ProfileShares.Days(profile) / row.Exchanges, 0, 4));
}
