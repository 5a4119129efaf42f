using Stillhound.Server.Hosting;

namespace Stillhound.Server.Operations;

/// <summary>Whether the server does its work, and if not, why; a line a problem.</summary>
internal static class Health
{
    /// <summary>What keeps it from taking anything in: reasons to restart it or to free its disk.</summary>
    public static IReadOnlyList<string> Problems(LiveState state)
    {
        var problems = new List<string>();
        if (state.Journal.Trouble is { } trouble)
            problems.Add(trouble.Message);
        if (state.Detector.Fault is { } fault)
            problems.Add($"detection has stopped: {fault.Message}");
        return problems;
    }

    /// <summary>What keeps it from being asked: the problems, and what passes by itself.</summary>
    public static IReadOnlyList<string> NotReady(LiveState state)
    {
        var problems = new List<string>(Problems(state));
        if (!state.Detector.Status.CaughtUp)
            problems.Add("the journal is still being read back");
        if (state.Intake.IsFull)
            problems.Add("the detector is behind; senders are told to come back later");
        return problems;
    }
}
