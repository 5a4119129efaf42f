using System.Net;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Ledger;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class LedgerPageTests
{
    [Fact]
    public async Task Entries_are_found_by_type_campaign_decision_account_person_text_and_time()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)), Found.Campaign("c-2", Tier.Act, Found.Accounts(30, 100, "b-")));
        var id = host.Newest("c-1").Id;
        using var ann = await host.SignInAsync("ann");
        await ann.ActAsync($"/act/decisions/{id}/approve", $"/decisions/{id}", ("reason", "Ein Grund mit \"Zeichen\""));
        (await Types(ann, "type=decision.armed")).ShouldBe(["decision.armed"]);
        (await Types(ann, "type=campaign.")).ShouldBe(["campaign.judged", "campaign.judged"]);
        (await Types(ann, "about=c-1")).ShouldBe(["decision.armed", "decision.proposed", "decision.members", "campaign.judged"]);
        (await Types(ann, "about=" + id)).ShouldBe(["decision.armed", "decision.proposed", "decision.members"]);
        (await Types(ann, "account=b-125")).ShouldBe(["decision.members"]);
        (await Types(ann, "person=ann")).ShouldBe(["decision.armed"]);
        (await Types(ann, "q=" + Uri.EscapeDataString("mit \"Zeichen\""))).ShouldBe(["decision.armed"]);
        (await Types(ann, "until=2020-01-01")).ShouldBeEmpty();
        (await Types(ann, "from=2020-01-01&type=decision.armed")).ShouldBe(["decision.armed"]);
        (await ann.ReadAsync("/ledger?from=yesterday")).ShouldContain("Times are written as");
    }

    [Fact]
    public async Task A_page_leads_to_older_ones_and_each_entry_has_its_own()
    {
        await using var host = await ServedHost.StartAsync();
        for (var i = 0; i < 120; i++)
            host.Host.State.Ledger.Append(new LedgerDraft("test.note", JsonSerializer.SerializeToUtf8Bytes(new { number = i })));
        using var vera = await host.SignInAsync("vera");
        var head = host.Host.State.Ledger.Head.Seq;
        var page = await vera.ReadAsync("/ledger?type=test.note");
        page.ShouldContain($"before={head - 49}");
        (await vera.ReadAsync($"/ledger?type=test.note&before={head - 49}")).ShouldContain($"/ledger/{head - 50}");
        (await vera.ReadAsync($"/ledger/{head}")).ShouldContain("it follows from the entry before");
        using var none = await vera.AskAsync("/ledger/999999");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await vera.ReadAsync("/export/ledger.ndjson?type=test.note")).Trim().Split('\n').Length.ShouldBe(120);
        (await vera.ReadAsync("/export/ledger.csv?type=test.note")).Trim().Split('\n').Length.ShouldBe(121);
    }

    [Fact]
    public async Task It_is_verified_when_somebody_asks_and_a_break_is_shown_where_it_is()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)));
        using var vera = await host.SignInAsync("vera");
        (await Verified(vera)).ShouldContain("are as they were written");
        var segment = Directory.GetFiles(Path.Combine(host.Folder, "state", "ledger"), "*.ndjson").Single();
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf("\"c-1\""u8) + 3] = (byte)'7';
        using (var file = new FileStream(segment, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write(bytes);
        (await Verified(vera)).ShouldContain("was altered");
        (await vera.ReadAsync("/ledger")).ShouldContain("Not what was written");
    }

    private static async Task<string> Verified(Person person)
    {
        var page = await person.ActAsync("/act/ledger/verify", "/ledger");
        while (page.Contains("Being verified", StringComparison.Ordinal))
            page = await person.ReadAsync("/ledger");
        return page;
    }

    private static async Task<List<string>> Types(Person person, string query) =>
        [.. (await person.ReadAsync("/export/ledger.ndjson?" + query)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!)];
}
