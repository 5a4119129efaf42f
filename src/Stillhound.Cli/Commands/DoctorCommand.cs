using System.CommandLine;
using Stillhound.Server.Setup;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound doctor</c>: says what is wrong with a server's configuration, its state and its surroundings.</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var config = ServeCommand.ConfigOption();
        var command = new Command("doctor", "Say what is wrong with the configuration, the state folder or the running server.") { config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() => RunAsync(result.GetRequiredValue(config), cancellation).GetAwaiter().GetResult())));
        return command;
    }

    private static async Task<int> RunAsync(string path, CancellationToken cancellation)
    {
        var worst = Finding.Fine;
        await foreach (var (finding, text) in Doctor.ExamineAsync(path, TimeProvider.System, cancellation))
        {
            worst = finding > worst ? finding : worst;
            Console.Out.WriteLine($"{Word(finding)}  {Printable.Line(text)}");
        }

        return worst == Finding.Wrong ? ExitCodes.Unusable : ExitCodes.Nothing;
    }

    private static string Word(Finding finding) => finding switch
    {
        Finding.Fine => "ok   ",
        Finding.Notice => "note ",
        _ => "wrong",
    };
}
