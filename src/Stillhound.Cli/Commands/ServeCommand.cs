using System.CommandLine;
using Stillhound.WebConsole.Hosting;
using Stillhound.Server.Configuration;
using Stillhound.Server.Hosting;
using Stillhound.Server.Setup;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound serve</c>: takes live traffic in, detects, and answers gateways.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var config = ConfigOption();
        var command = new Command("serve", "Take live traffic in, find campaigns in it, and hand decisions to the gateway.") { config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() => RunAsync(result.GetRequiredValue(config), cancellation).GetAwaiter().GetResult())));
        return command;
    }

    /// <summary>The option that names the configuration.</summary>
    public static Option<string> ConfigOption() => new("--config", "-c") { Description = "The configuration; stillhound init writes one.", DefaultValueFactory = _ => Starter.FileName, HelpName = "file" };

    private static async Task<int> RunAsync(string path, CancellationToken cancellation)
    {
        var options = ServerConfig.Load(path);
        GatewayHost.AnswerWhereRead();
        var rehearsed = DecisionRehearsal.Begin(TimeProvider.System);
        await using var host = StillhoundHost.Open(options, TimeProvider.System, new ServedConsole());
        await rehearsed;
        await host.StartAsync(cancellation);
        try
        {
            await host.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Being asked to stop is how a server ends.
        }

        return ExitCodes.Nothing;
    }
}
