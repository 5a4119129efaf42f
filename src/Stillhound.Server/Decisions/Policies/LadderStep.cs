namespace Stillhound.Server.Decisions.Policies;

/// <summary>A rung of the ladder with what it leaves.</summary>
/// <param name="Action">What is done.</param>
/// <param name="TokensPerDay">Tokens a day that <see cref="DecisionAction.CapTokens"/> leaves; 0 for other actions.</param>
/// <param name="RequestsPerMinute">Requests a minute that <see cref="DecisionAction.Slow"/> leaves; 0 for other actions.</param>
public sealed record LadderStep(DecisionAction Action, long TokensPerDay = 0, int RequestsPerMinute = 0)
{
    /// <summary>Compares what two steps do: below 0 when this one is the weaker.</summary>
    public int StrengthBeside(LadderStep other)
    {
        var byAction = Action.CompareTo(other.Action);
        // A lower limit leaves less, and so is the stronger.
        return byAction != 0 ? byAction : (other.TokensPerDay + other.RequestsPerMinute).CompareTo(TokensPerDay + RequestsPerMinute);
    }
}
