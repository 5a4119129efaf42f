using System.CommandLine;

namespace Stillhound.Cli;

/// <summary>Every command of the program, in the order in which help lists them.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All()
    {
        yield return Commands.ScanCommand.Build();
        yield return Commands.BenchCommand.Build();
    }
}
