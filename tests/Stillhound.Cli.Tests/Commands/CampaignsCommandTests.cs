using System.Text.Json;
using System.Text.Json.Nodes;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Commands;

/// <summary>What was found can be listed, looked at and compared without opening a file.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class CampaignsCommandTests(SmallWorld world) : IDisposable
{
    private const string Hostile = "evil\e[2Jname";
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_scan_can_be_listed_and_its_campaigns_shown()
    {
        Shell.Run("scan", world.Folder, "--out", _work.Out).Code.ShouldBe(1);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_work.Out, "campaigns.json")));
        var first = json.RootElement.GetProperty("campaigns")[0];
        var id = first.GetProperty("id").GetString()!;
        var list = Shell.Run("campaigns", _work.Out);
        list.Code.ShouldBe(0);
        list.Error.ShouldBeEmpty();
        list.Output.ShouldContain(id);

        var page = Shell.Run("campaigns", "show", _work.Out, id);
        page.Code.ShouldBe(0);
        page.Output.ShouldContain("Evidence");
        page.Output.ShouldContain("to 1 against");
        page.Output.ShouldContain("proposed with");
        page.Output.ShouldContain("Members, 20 of");
        page.Output.Split('\n').ShouldAllBe(static line => line.Length <= 120);
        Shell.Run("campaigns", "show", _work.Out, id, "--members", "all").Output.Split('\n').Count(static l => l.StartsWith("  acct_", StringComparison.Ordinal))
            .ShouldBe(first.GetProperty("accounts").GetInt32());

        using var shown = JsonDocument.Parse(Shell.Run("campaigns", "show", _work.Out, id, "--json", "--members", "2").Output);
        shown.RootElement.GetProperty("id").GetString().ShouldBe(id);
        shown.RootElement.GetProperty("members").GetArrayLength().ShouldBe(2);
        Shell.Run("campaigns", "diff", _work.Out, _work.Out).Output.ShouldStartWith("0 campaigns changed");
    }

    [Fact]
    public void The_list_can_be_cut_at_a_tier()
    {
        var folder = Findings("found", Campaign("c-1", "act", "a", "b"), Campaign("c-2", "review", "c"), Campaign("c-3", "watch", "d"));
        Ids(Shell.Run("campaigns", folder, "--json").Output).ShouldBe(["c-1", "c-2", "c-3"]);
        Ids(Shell.Run("campaigns", folder, "--json", "--tier", "review").Output).ShouldBe(["c-1", "c-2"]);
        var lines = Shell.Run("campaigns", folder, "--tier", "act").Output.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2);
        lines[0].ShouldMatch("id +tier +accounts +exchanges +first seen +detected +leak +title");
        lines[1].ShouldContain("2026-07-06 01:00");
        Shell.Run("campaigns", Findings("none"), "--tier", "act").Output.ShouldBe("no campaigns at tier act or above\n");
    }

    [Fact]
    public void Two_scans_are_matched_by_identifier_and_then_by_members()
    {
        var older = Findings("older", Campaign("c-1", "review", "a", "b"), Campaign("c-2", "review", "c", "d", "e"), Campaign("c-4", "watch", "z"), Campaign("c-6", "act", "s"));
        var newer = Findings("newer", Campaign("c-1", "act", "a", "b", "x"), Campaign("c-3", "review", "c", "d"), Campaign("c-5", "watch", "y"), Campaign("c-6", "act", "s"));
        var run = Shell.Run("campaigns", "diff", older, newer, "--json");
        run.Code.ShouldBe(0);
        var changes = JsonNode.Parse(run.Output)!["campaigns"]!.AsArray()
            .Select(static c => $"{c!["old_id"]} {c["id"]} {string.Join('+', c["what"]!.AsArray())} {c["came"]} {c["went"]}");
        changes.ShouldBe(["c-1 c-1 tier+grown 1 0", "c-2 c-3 shrunk+renamed 0 1", " c-5 new 1 0", "c-6 c-6  0 0", "c-4 c-4 gone 0 1"]);
        var text = Shell.Run("campaigns", "diff", older, newer).Output;
        text.ShouldContain("review > act");
        text.ShouldContain("c-2 > c-3");
        text.ShouldEndWith("4 campaigns changed, 1 did not\n");
    }

    [Fact]
    public void A_campaign_that_was_taken_in_is_pointed_to()
    {
        var campaign = Campaign("c-1", "act", "a");
        campaign["history"] = new JsonArray(new JsonObject { ["time"] = "2026-07-06T00:00:00.000Z", ["text"] = "took in c-9", ["what"] = "absorbed", ["campaign"] = "c-9" });
        var run = Shell.Run("campaigns", "show", Findings("found", campaign), "c-9");
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldEndWith("c-9 is no campaign of its own any more: c-1 took it in");
    }

    [Fact]
    public void The_page_tells_what_part_of_an_account_is_accused_and_which_end_users()
    {
        var campaign = Campaign("c-1", "act", "a");
        campaign["components"] = new JsonArray(Component("a", "part"), Component(Hostile, "end_users", ("00c0ffee", 30), ("0000beef", 10)));
        var run = Shell.Run("campaigns", "show", Findings("found", campaign), "c-1");

        run.Code.ShouldBe(0);
        run.Output.ShouldContain("Accused only in part, 2 accounts; the rest of their traffic is not");
        run.Output.ShouldContain("of a: 40 exchanges, 25");
        run.Output.ShouldContain("only its end users 00c0ffee (30), 0000beef (10)");
        run.Output.ShouldNotContain('\e');
    }

    [Fact]
    public void Likely_accounts_are_listed_and_shown_with_the_campaign_that_they_likely_belong_to()
    {
        var folder = Findings("found", Campaign("c-1", "act", "a", "b"), Likely("c-1", "c"), Campaign("c-2", "review", "d"));
        var list = Shell.Run("campaigns", folder).Output;
        list.ShouldContain("c-1-likely  review");
        list.ShouldEndWith("ID-likely: accounts that likely, not surely, belong to ID at act\n");
        Shell.Run("campaigns", folder, "--tier", "act").Output.ShouldNotContain("likely");
        JsonNode.Parse(Shell.Run("campaigns", folder, "--json").Output)!["campaigns"]!.AsArray().Select(static c => (string?)c!["likely_of"]).ShouldBe([null, "c-1", null]);
        var page = Shell.Run("campaigns", "show", folder, "c-1-likely");
        page.Code.ShouldBe(0);
        page.Output.ShouldContain("they likely belong to c-1, each by less than nine in ten; the evidence is that of the whole");
        page.Output.ShouldContain("Members, all 1");
    }

    [Fact]
    public void What_moves_between_the_surely_and_the_likely_has_neither_come_nor_gone()
    {
        var all = Findings("all", Campaign("c-1", "act", "a", "b", "c"));
        var apart = Findings("apart", Campaign("c-1", "act", "a", "b"), Likely("c-1", "c"));
        Differences(all, apart).ShouldBe(["c-1 c-1 doubted 0 0", " c-1-likely new 0 0"]);
        Differences(apart, all).ShouldBe(["c-1 c-1 confirmed 0 0", "c-1-likely c-1-likely gone 0 0"]);
        Differences(apart, apart).ShouldBe(["c-1 c-1  0 0", "c-1-likely c-1-likely  0 0"]);
        var more = Findings("more", Campaign("c-1", "act", "a", "b", "c", "x"), Likely("c-1", "y"));
        Differences(apart, more).ShouldBe(["c-1 c-1 grown+confirmed 1 0", "c-1-likely c-1-likely grown 1 0"]);
        Shell.Run("campaigns", "diff", apart, apart).Output.ShouldBe("0 campaigns changed, 2 did not\n");
    }

    [Fact]
    public void Likely_accounts_go_with_their_campaign_whatever_it_is_called_now()
    {
        var older = Findings("older", Campaign("c-1", "act", "a", "b"), Likely("c-1", "c", "d"));
        var renamed = Findings("renamed", Campaign("c-2", "act", "a", "b"), Likely("c-2", "c", "d"));
        Differences(older, renamed).ShouldBe(["c-1 c-2 renamed 0 0", "c-1-likely c-2-likely renamed 0 0"]);
        var taken = Findings("taken", Campaign("c-1", "act", "a", "b"), Campaign("c-3", "review", "c", "d"));
        Differences(older, taken).ShouldBe(["c-1 c-1  0 0", " c-3 new 2 0", "c-1-likely c-1-likely gone 0 2"], "it is not the campaign that took its accounts");
        Differences(older, Findings("none")).ShouldBe(["c-1 c-1 gone 0 2", "c-1-likely c-1-likely gone 0 2"]);
        Differences(Findings("orphan", Likely("c-9", "z")), older).ShouldContain("c-9-likely c-9-likely gone 0 1", "a file that was cut by hand is no reason to stop");
    }

    [Fact]
    public void What_cannot_be_read_is_one_line_and_exit_code_two()
    {
        Refused("no such folder", "campaigns", _work.At("nowhere"));
        Refused("no campaigns.json here", "campaigns", _work.Folder("empty"));
        var folder = Findings("found", Campaign("c-1", "act", "a"));
        Refused("no campaign c-2 here", "campaigns", "show", folder, "c-2");
        Refused("--members: expected a number or all", "campaigns", "show", folder, "c-1", "--members", "-3");
        Refused("no such folder", "campaigns", "diff", folder, _work.At("nowhere"));
        Refused("see stillhound campaigns show --help", "campaigns", "show", folder);

        var path = Path.Combine(folder, "campaigns.json");
        var text = File.ReadAllText(path);
        foreach (var length in new[] { 0, 1, text.Length / 3, text.Length - 3 })
        {
            File.WriteAllText(path, text[..length]);
            Refused("cut off or no JSON", "campaigns", folder);
        }

        foreach (var (from, to, message) in new[]
                 {
                     ("\"version\":1", "\"version\":2", "it is of version 2; this program reads version 1"), ("\"version\":1", "\"version\":\"x\"", "it is not what a scan writes"),
                     ("\"tier\":\"act\"", "\"tier\":\"7\"", "unknown tier '7'"), ("\"exchanges\":10", "\"exchanges\":\"many\"", "it is not what a scan writes"),
                     ("\"first_seen\":\"2026", "\"first_seen\":\"x2026", "it is not what a scan writes"), ("\"evidence\":[]", "\"evidence\":7", "it is not what a scan writes"),
                     ("\"accounts\":1", "\"accounts\":null", "it is not what a scan writes"),
                 })
        {
            text.ShouldContain(from);
            File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
            Refused(message, "campaigns", folder);
        }

        File.WriteAllText(path, text);
        File.WriteAllText(Path.Combine(folder, "members.csv"), "campaign,account\nc-1,a,0.");
        Refused("row 2 is cut off", "campaigns", "show", folder, "c-1");
    }

    [Fact]
    public void Hostile_names_cannot_steer_the_terminal()
    {
        var campaign = Campaign("c-1", "act", Hostile);
        campaign["title"] = Hostile;
        campaign["summary"] = Hostile;
        var folder = Findings("found", campaign);
        foreach (var run in new[] { Shell.Run("campaigns", folder), Shell.Run("campaigns", "show", folder, "c-1"), Shell.Run("campaigns", "diff", Findings("none"), folder) })
        {
            run.Code.ShouldBe(0);
            run.Output.ShouldNotContain('\e');
            run.Output.ShouldContain("evil\\x1b[2J");
        }

        Shell.Run("campaigns", "show", folder, Hostile).ErrorLine.ShouldContain("evil\\x1b[2J");
        Shell.Run("campaigns", Hostile).ErrorLine.ShouldContain("evil\\x1b[2J");
    }

    private static void Refused(string message, params string[] arguments)
    {
        var run = Shell.Run(arguments);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLine.ShouldContain(message);
    }

    private static string[] Ids(string json) => [.. JsonNode.Parse(json)!["campaigns"]!.AsArray().Select(static c => c!["id"]!.GetValue<string>())];

    private string Findings(string name, params JsonObject[] campaigns)
    {
        var folder = _work.Folder(name);
        var members = campaigns.SelectMany(static c => c["sample_accounts"]!.AsArray().Select(a => $"{c["id"]},\"{a}\",0.9,2026-07-06T02:00:00.000Z,10,3\n"));
        File.WriteAllText(Path.Combine(folder, "members.csv"), "campaign,account,confidence,attached_at,exchanges,exchanges_before_attach\n" + string.Concat(members));
        File.WriteAllText(Path.Combine(folder, "campaigns.json"), new JsonObject { ["version"] = 1, ["campaigns"] = new JsonArray(campaigns) }.ToJsonString());
        return folder;
    }

    private static string[] Differences(string older, string newer) =>
        [.. JsonNode.Parse(Shell.Run("campaigns", "diff", older, newer, "--json").Output)!["campaigns"]!.AsArray()
            .Select(static c => $"{c!["old_id"]} {c["id"]} {string.Join('+', c["what"]!.AsArray())} {c["came"]} {c["went"]}")];

    private static JsonObject Likely(string whole, params string[] accounts)
    {
        var campaign = Campaign(whole + "-likely", "review", accounts);
        campaign["likely_of"] = whole;
        return campaign;
    }

    private static JsonObject Component(string account, string accused, params (string Key, int Exchanges)[] endUsers) => new()
    {
        ["account"] = account,
        ["accused"] = accused,
        ["exchanges"] = 40,
        ["share"] = 0.25,
        ["input_tokens"] = 1,
        ["output_tokens"] = 2,
        ["first_seen"] = "2026-07-06T01:00:00.000Z",
        ["last_seen"] = "2026-07-07T01:00:00.000Z",
        ["attached_at"] = null,
        ["exchanges_before_attach"] = 40,
        ["template"] = "the same parameters",
        ["end_users"] = new JsonArray([.. endUsers.Select(static u => new JsonObject { ["key"] = u.Key, ["exchanges"] = u.Exchanges })]),
    };

    // As an older program wrote it, without what was added later.
    private static JsonObject Campaign(string id, string tier, params string[] accounts) => new()
    {
        ["id"] = id,
        ["tier"] = tier,
        ["confidence"] = 0.9,
        ["title"] = $"campaign {id}",
        ["accounts"] = accounts.Length,
        ["exchanges"] = 10,
        ["input_tokens"] = 1,
        ["output_tokens"] = 2,
        ["first_seen"] = "2026-07-06T01:00:00.000Z",
        ["last_seen"] = "2026-07-07T01:00:00.000Z",
        ["detected_at"] = null,
        ["exchanges_before_detection"] = 10,
        ["evidence"] = new JsonArray(),
        ["sample_accounts"] = new JsonArray([.. accounts.Select(static a => JsonValue.Create(a))]),
    };
}
