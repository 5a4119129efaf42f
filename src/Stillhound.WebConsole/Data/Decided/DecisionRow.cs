using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;
using Stillhound.WebConsole.Parts;

namespace Stillhound.WebConsole.Data.Decided;

/// <summary>Where decisions are looked for.</summary>
internal enum DecisionKind : byte
{
    /// <summary>A person has to approve: the decision, or accounts that came beyond what was approved.</summary>
    Pending,

    /// <summary>Carried out.</summary>
    Active,

    /// <summary>Holds, and nothing is carried out.</summary>
    Simulated,

    /// <summary>Over, for whatever reason.</summary>
    Ended,
}

/// <summary>One decision as a list shows it; taken while nothing changed.</summary>
internal sealed record DecisionRow
{
    public required string Id { get; init; }

    public required string Campaign { get; init; }

    /// <summary>Decisions of one takedown are armed together.</summary>
    public required string Takedown { get; init; }

    /// <summary>What is done, with what it leaves.</summary>
    public required string Action { get; init; }

    /// <summary>What is done.</summary>
    public string Step => Limit.Length == 0 ? Action : Action[..Action.IndexOf(" to ", StringComparison.Ordinal)];

    /// <summary>What it leaves; empty where nothing is measured.</summary>
    public string Limit => Action.IndexOf(" to ", StringComparison.Ordinal) is var at and >= 0 ? Action[(at + 1)..] : "";

    public required long Accounts { get; init; }

    public required long Waiting { get; init; }

    public required DateTimeOffset Proposed { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public required string Reason { get; init; }

    public required string Policy { get; init; }

    public required int Given { get; init; }

    public required int Needed { get; init; }

    public required string State { get; init; }

    public required bool Simulated { get; init; }

    public required bool IsPending { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>How many people have approved, of how many; empty where nobody has to.</summary>
    public string Approvals => IsPending ? $"{Given} of {Needed}" : Given > 0 ? $"{Given}" : "";

    /// <summary>Whether it belongs to a kind. One that holds and has accounts waiting belongs to two.</summary>
    public bool Is(DecisionKind kind) => kind switch
    {
        DecisionKind.Pending => IsPending,
        DecisionKind.Active => IsActive && !Simulated,
        DecisionKind.Simulated => IsActive && Simulated,
        _ => !IsPending && !IsActive,
    };

    /// <summary>Takes one decision as it stands.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="needed">How many people have to approve, where it waits.</param>
    public static DecisionRow Of(StandingDecision decision, int needed)
    {
        var terms = decision.Terms;
        var pending = IsWaiting(decision);
        return new DecisionRow
        {
            Id = decision.Id, Campaign = terms.Campaign, Takedown = terms.Takedown, Accounts = decision.Accounts, Waiting = decision.Waiting.Count, Proposed = decision.ProposedAt,
            Action = Say(new LadderStep(terms.Action, terms.TokensPerDay, terms.RequestsPerMinute)),
            From = Known(decision.From), Until = Known(decision.Until), Ended = Known(decision.EndedAt),
            Reason = terms.Reason, Policy = terms.Policy, Needed = needed,
            Given = decision.IsActive && pending ? decision.GrowthApprovals.Count : decision.Approvals.Count,
            State = Words.Plain(Server.Decisions.Http.DecisionJson.Word(decision.State)), Simulated = terms.Simulated,
            IsPending = pending, IsActive = decision.IsActive,
        };
    }

    /// <summary>Whether a person has to approve.</summary>
    public static bool IsWaiting(StandingDecision decision) => decision.IsOpen || decision is { IsActive: true, Waiting.Count: > 0 };

    /// <summary>A rung in words.</summary>
    public static string Say(LadderStep? step) => step switch
    {
        null => "nothing",
        { TokensPerDay: > 0 } => $"{Words.Plain(ActionWords.Of(step.Action))} to {Words.Count(step.TokensPerDay)} a day",
        { RequestsPerMinute: > 0 } => $"{Words.Plain(ActionWords.Of(step.Action))} to {Words.Count(step.RequestsPerMinute)} requests a minute",
        _ => Words.Plain(ActionWords.Of(step.Action)),
    };

    private static DateTimeOffset? Known(DateTimeOffset time) => time == default ? null : time;
}
