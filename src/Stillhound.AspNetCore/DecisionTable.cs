using System.Collections.Immutable;

namespace Stillhound.AspNetCore;

/// <summary>The decisions of a moment, by the account's stored name. Immutable: requests read one while the next is made.</summary>
internal sealed class DecisionTable
{
    /// <summary>Nothing is decided.</summary>
    public static readonly DecisionTable Empty = new(ImmutableDictionary.Create<string, GatewayDecision>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, GatewayDecision> _decisions;

    private DecisionTable(ImmutableDictionary<string, GatewayDecision> decisions) => _decisions = decisions;

    /// <summary>Accounts in it.</summary>
    public int Count => _decisions.Count;

    /// <summary>The decision for an account that stands at a time; null without one.</summary>
    public GatewayDecision? Find(string storedName, DateTimeOffset now) => _decisions.TryGetValue(storedName, out var decision) && now < decision.Until ? decision : null;

    /// <summary>The table after an answer of the server.</summary>
    /// <param name="answer">What came.</param>
    /// <param name="isWhole">Whether it is everything, so that what stood before is forgotten.</param>
    public DecisionTable With(StreamAnswer answer, bool isWhole)
    {
        var next = isWhole ? Empty._decisions.ToBuilder() : _decisions.ToBuilder();
        foreach (var item in answer.Deleted ?? [])
        {
            // Of a decision that was replaced the old one comes as deleted; only that one goes.
            if (item.Value is not null && next.TryGetValue(item.Value, out var held) && held.Id == item.DecisionId)
                next.Remove(item.Value);
        }

        foreach (var item in answer.New ?? [])
        {
            if (item.Value is not null && item.ToDecision() is { } decision)
                next[item.Value] = decision;
        }

        return new DecisionTable(next.ToImmutable());
    }
}
