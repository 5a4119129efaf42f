using System.CommandLine;
using System.Globalization;
using Stillhound.Cli.Campaigns;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;
using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound campaigns</c>: what a scan wrote, for people.</summary>
internal static class CampaignsCommand
{
    private const int MostMembers = 20;

    public static Command Build()
    {
        var folder = Folder("dir", "A folder that a scan wrote; write ./show for a folder named show.");
        var tier = new Option<string>("--tier") { Description = "The lowest tier to list: watch, review or act.", DefaultValueFactory = static _ => "watch" };
        tier.AcceptOnlyFromAmong("watch", "review", "act");
        var json = Json();
        var command = new Command("campaigns", "List, show and compare the campaigns that scans found.") { folder, tier, json, Show(), Diff() };
        command.SetAction((result, _) => Task.FromResult(Edge.Guard(() =>
        {
            var findings = WrittenFindings.Read(result.GetRequiredValue(folder), withMembers: false);
            var least = result.GetRequiredValue(tier) switch { "act" => Tier.Act, "review" => Tier.Review, _ => Tier.Watch };
            if (result.GetValue(json))
                CampaignList.WriteJson(findings, least, Console.Out);
            else
                CampaignList.Write(findings, least, Console.Out, Screen.OfConsole());
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static Command Show()
    {
        var folder = Folder("dir", "A folder that a scan wrote.");
        var id = new Argument<string>("id") { Description = "The campaign, such as c-3f9a01." }.RefuseOptions();
        var members = new Option<string>("--members") { Description = "How many members to show: a number, or all.", DefaultValueFactory = static _ => MostMembers.ToString(CultureInfo.InvariantCulture), HelpName = "N|all" };
        var json = Json();
        var command = new Command("show", "Show one campaign: evidence, explanations, history, members.") { folder, id, members, json };
        command.SetAction((result, _) => Task.FromResult(Edge.Guard(() =>
        {
            var most = Count(result.GetRequiredValue(members));
            var findings = WrittenFindings.Read(result.GetRequiredValue(folder), withMembers: true);
            var campaign = findings.Find(result.GetRequiredValue(id));
            if (result.GetValue(json))
                CampaignJson.Write(campaign.Json, campaign.Finding.Members.Take(most), Console.Out);
            else
                new CampaignPage(Console.Out, Screen.OfConsole()).Write(campaign, most);
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static Command Diff()
    {
        var older = Folder("old", "The folder of the earlier scan.");
        var newer = Folder("new", "The folder of the later scan.");
        var json = Json();
        var command = new Command("diff", "Tell what changed between two scans: new, gone, grown, shrunk, another tier.") { older, newer, json };
        command.SetAction((result, _) => Task.FromResult(Edge.Guard(() =>
        {
            var differences = CampaignDiff.Of(
                WrittenFindings.Read(result.GetRequiredValue(older), withMembers: true), WrittenFindings.Read(result.GetRequiredValue(newer), withMembers: true));
            if (result.GetValue(json))
                DifferenceText.WriteJson(differences, Console.Out);
            else
                DifferenceText.Write(differences, Console.Out, Screen.OfConsole());
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static Argument<string> Folder(string name, string description) => new Argument<string>(name) { Description = description }.RefuseOptions();

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private static int Count(string members)
    {
        if (members == "all")
            return int.MaxValue;
        return int.TryParse(members, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : throw new InputException("--members: expected a number or all");
    }
}
