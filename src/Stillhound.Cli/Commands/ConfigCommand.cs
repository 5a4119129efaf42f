using System.CommandLine;
using Stillhound.Server.Configuration;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound config</c>: what a configuration may say, and whether one can be used.</summary>
internal static class ConfigCommand
{
    public static Command Build() => new("config", "Check a configuration, or print the schema of configurations.") { Check(), Schema() };

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "The configuration." }.RefuseOptions();
        var command = new Command("check", "Read a configuration as serve does, with its secrets and variables. Exit code 0: it can be used, 2: it cannot.") { file };
        command.SetAction((result, _) => Task.FromResult(Edge.Guard(() =>
        {
            ServerConfig.Load(result.GetRequiredValue(file));
            Console.Out.WriteLine($"{Printable.Line(result.GetRequiredValue(file))} can be used");
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of the configuration, for editors.");
        command.SetAction(static (_, _) => Task.FromResult(Edge.Guard(static () =>
        {
            Console.Out.Write(ConfigSchema.Text());
            return ExitCodes.Nothing;
        })));
        return command;
    }
}
