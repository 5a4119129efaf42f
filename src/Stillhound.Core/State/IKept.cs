namespace Stillhound.Core.State;

/// <summary>
/// State that outlives its process. Every field that a later exchange, sweep, search or report can see is handed over; what is
/// made anew at each use is marked <see cref="ScratchAttribute"/>.
/// </summary>
internal interface IKept
{
    /// <summary>Hands the fields over, in one order for writing and for reading.</summary>
    void Keep(StateStream state);
}
