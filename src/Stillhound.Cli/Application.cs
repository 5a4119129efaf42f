using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Stillhound.Cli;

/// <summary>The whole program but for its process: from arguments to an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command. Never throws; writes to the console.</summary>
    public static int Run(string[] args, CancellationToken cancellation) => Edge.Guard(() =>
    {
        var root = Build();
        // With response files, a log whose name starts with @ could not be named.
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return Refuse(parsed);
        // The exceptions and the signals are handled here, once and for every command.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return parsed.InvokeAsync(invocation, cancellation).GetAwaiter().GetResult();
    });

    private static RootCommand Build()
    {
        var root = new RootCommand("Find, explain and stop distillation attacks in the traffic of an LLM API.");
        foreach (var command in CommandList.All())
            root.Subcommands.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    private static int Refuse(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at?.Parent is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(at.Command.Name);
        return Edge.Fail($"{Message(parsed)}; see {string.Join(' ', ["stillhound", .. names, "--help"])}", ExitCodes.Unusable, Console.Error);
    }

    // One mistake often gives several messages; the one about what was not understood is the plainest.
    private static string Message(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
            return $"unknown command or option '{parsed.UnmatchedTokens[0]}'";
        var message = parsed.Errors.Count > 0 ? parsed.Errors[0].Message.TrimEnd('.') : "not understood";
        // What may be chosen comes as a list of lines.
        message = string.Join(' ', message.Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var type = message.IndexOf(" as expected type ", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + " as a number";
    }
}
