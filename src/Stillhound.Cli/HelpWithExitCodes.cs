using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Stillhound.Cli;

/// <summary>The usual help and, for commands whose answer scripts ask for, what the exit code says.</summary>
internal sealed class HelpWithExitCodes(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command.Name == "scan")
        {
            parseResult.InvocationConfiguration.Output.Write(
                """
                Exit codes:
                  0  no campaign at tier review or above
                  1  at least one
                  2  the input, the configuration or the output could not be used
                  3  internal error
                """ + "\n\n");
        }

        return code;
    }
}
