using System.CommandLine;
using Stillhound.Server.Setup;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound init</c>: writes what a server begins with and prints what to paste into the gateway.</summary>
internal static class InitCommand
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "Where the configuration and its keys are written.", DefaultValueFactory = _ => "." };
        var gateway = new Option<string>("--gateway") { Description = "What to print a snippet for.", DefaultValueFactory = _ => "litellm" };
        gateway.AcceptOnlyFromAmong([.. Snippets.Names]);
        var command = new Command("init", "Write a commented configuration with fresh keys, and print what to paste into the gateway.") { folder, gateway };
        command.SetAction((result, _) => Task.FromResult(Edge.Guard(() => Run(result.GetRequiredValue(folder), result.GetRequiredValue(gateway)))));
        return command;
    }

    private static int Run(string folder, string gateway)
    {
        foreach (var file in Starter.Write(folder, TimeProvider.System))
            Console.Out.WriteLine($"wrote {Printable.Line(file)}");
        Console.Out.WriteLine();
        Console.Out.WriteLine(Snippets.Of(gateway));
        Console.Out.WriteLine();
        Console.Out.WriteLine($"Then: stillhound serve --config {Printable.Line(Path.Combine(folder, Starter.FileName))}");
        Console.Out.WriteLine($"and sign in at http://127.0.0.1:8470/ as admin with the password in {Printable.Line(Path.Combine(folder, "keys", "admin.password"))}");
        return ExitCodes.Nothing;
    }
}
