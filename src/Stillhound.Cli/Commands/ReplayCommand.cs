using System.CommandLine;
using Stillhound.Cli.Replaying;
using Stillhound.Formats.Inputs;
using Stillhound.Server.Configuration;
using Stillhound.Server.Replaying;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound replay</c>: what another configuration would have done with what the journal keeps.</summary>
internal static class ReplayCommand
{
    public static Command Build()
    {
        var config = ServeCommand.ConfigOption();
        var with = new Option<string?>("--with") { Description = "The other configuration; its detect and policy count.", HelpName = "file" };
        var days = new Option<int?>("--days") { Description = "Leave out campaigns that ended more than so many days of event time before the last, and count spend over them.", HelpName = "n" };
        var diff = new Option<bool>("--diff") { Description = "Tell what the other configuration would do otherwise." };
        var output = new Option<string>("--output", "-o") { Description = "human or json.", DefaultValueFactory = static _ => "human" };
        output.AcceptOnlyFromAmong("human", "json");
        var command = new Command("replay", "Play the journal of a server, running or not, to two configurations, and tell what they would decide otherwise.") { config, with, days, diff, output };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            if (!result.GetValue(diff) || result.GetValue(with) is not { } other)
                throw new InputException("replay needs --diff and --with FILE: the configuration to compare with");
            if (result.GetValue(days) is < 1 or > 3650)
                throw new InputException("--days must be from 1 to 3650");
            var found = JournalReplay.Compare(ServerConfig.Load(result.GetRequiredValue(config)), ServerConfig.Load(other), result.GetValue(days), cancellation);
            if (result.GetValue(output) == "json")
                ReplayJson.Write(found, Console.Out);
            else
                ReplayText.Write(found, Console.Out);
            return ExitCodes.Nothing;
        })));
        return command;
    }
}
