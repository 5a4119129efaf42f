using System.CommandLine;
using Stillhound.Reporting;
using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Hosting;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound open DIR</c>: the console over the findings of a scan.</summary>
internal static class OpenCommand
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "What a scan wrote.", DefaultValueFactory = _ => "stillhound-out" }.RefuseOptions();
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 for any that is free.", DefaultValueFactory = _ => 8471, HelpName = "port" };
        var command = new Command("open", "Look at the findings of a scan in a browser.") { folder, port };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() => RunAsync(result.GetRequiredValue(folder), result.GetRequiredValue(port), cancellation).GetAwaiter().GetResult())));
        return command;
    }

    private static async Task<int> RunAsync(string folder, int port, CancellationToken cancellation)
    {
        if (port is < 0 or > 65535)
            return Edge.Fail("--port: expected a number from 0 to 65535", ExitCodes.Unusable, Console.Error);
        var found = new FolderFindings(FindingsReader.Read(folder), TimeProvider.System.GetUtcNow());
        FolderConsole console;
        try
        {
            console = await FolderConsole.StartAsync(folder, found, port, TimeProvider.System, cancellation);
        }
        catch (IOException e)
        {
            return Edge.Fail($"cannot listen on port {port}: {e.Message}; give another with --port", ExitCodes.Unusable, Console.Error);
        }

        await using (console)
        {
            Console.Out.WriteLine($"Open {console.Address}");
            Console.Out.WriteLine("Ctrl-C ends it.");
            try
            {
                await console.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                // Being asked to stop is how it ends.
            }
        }

        return ExitCodes.Nothing;
    }
}
