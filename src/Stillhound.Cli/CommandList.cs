using System.CommandLine;
using Stillhound.Cli.Commands;

namespace Stillhound.Cli;

/// <summary>Every command of the program, in the order in which help lists them.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All()
    {
        yield return ScanCommand.Build();
        yield return CampaignsCommand.Build();
        yield return OpenCommand.Build();
        yield return InitCommand.Build();
        yield return ServeCommand.Build();
        yield return DoctorCommand.Build();
        yield return ConfigCommand.Build();
        yield return ReplayCommand.Build();
        yield return BenchCommand.Build();
        yield return SimulateCommand.Create();
        yield return ExplainCommand.Create();
        yield return DecisionsCommand.Build();
        yield return AuditCommand.Build();
        yield return UsersCommand.Build();
    }
}
