using Stillhound.Core.State;

namespace Stillhound.Core.ErrorControl;

/// <summary>How a verdict stands with the budget of false accusations.</summary>
/// <param name="PValue">How often an honest cohort that is followed scores as much, by the decoys' tail.</param>
/// <param name="EValue">The e-value of this search; 0 below the odds of tier act.</param>
/// <param name="Accrued">What its group has accrued over searches; 1 is enough for act, less where several pass together.</param>
/// <param name="Held">Whether only the budget keeps it from act.</param>
internal sealed record VerdictError(double PValue, double EValue, double Accrued, bool Held)
{
    /// <summary>Hands it over.</summary>
    public static VerdictError Keep(StateStream state, VerdictError? error) => new(
        state.Value(error?.PValue ?? 0), state.Value(error?.EValue ?? 0), state.Value(error?.Accrued ?? 0), state.Value(error?.Held ?? false));
}
