using Stillhound.Core.Exchanges;
using Stillhound.Formats.Facts;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Facts;

public sealed class FactsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Account_facts_are_read_and_bad_lines_counted()
    {
        var path = _folder.Write("accounts.ndjson.gz", TempFolder.Gzip("""
            {"account":"acct_cd7b","created":"2026-07-01T10:00:00Z","org":"org_9","plan":"pro","verified":"card","country":"SG","email_domain":"gmail.com","email_hash":"e","payment_hash":"p","device_hash":"d","signup_ip":"203.0.113.9"}
            {"account":7,"plan":"3","verified":"telepathy","created":"soon","country":"Mars","extra":{"a":[1]}}
            {"plan":"pro"}
            oops

            {"account":"last"}
            """));
        var file = AccountFactsFile.Read(path);
        file.Items.Count.ShouldBe(3);
        file.Items[0].ShouldBe(new AccountFacts("acct_cd7b")
        {
            Created = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero),
            Org = "org_9",
            Plan = Plan.Pro,
            Verified = Verification.Card,
            Country = CountryCode.Pack("SG"u8),
            EmailDomain = "gmail.com",
            EmailHash = "e",
            PaymentHash = "p",
            DeviceHash = "d",
            SignupIp = "203.0.113.9",
        });
        file.Items[1].ShouldBe(new AccountFacts("7"));
        file.RejectedBy.ShouldBe(new Dictionary<RejectReason, long> { [RejectReason.MissingAccount] = 1, [RejectReason.NotJson] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void Events_are_read_and_bad_lines_counted()
    {
        var run = new LogRun();
        var path = _folder.Write("events.ndjson", """
            {"time":"2026-07-06T00:00:00Z","type":"model_released","model":"frontier-5.1"}
            {"time":"2026-07-06T00:00:00Z","type":"eclipse"}
            {"time":1783296000,"type":"account_suspended","account":"a"}
            {"time":"2026-07-06T00:00:00Z","type":"account_restored"}
            {"type":"account_restored","account":"a"}
            {"time":"2026-07-06T00:00:00Z","type":"workload_declared","org":"o","kind":"evaluation","until":"2026-08-01T00:00:00Z"}
            """);
        var file = ProviderEventsFile.Read(path, run);
        var time = new DateTimeOffset(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);
        file.Items.ShouldBe(
        [
            new ProviderEvent(time, ProviderEventType.ModelReleased) { Model = "frontier-5.1" },
            new ProviderEvent(time, ProviderEventType.AccountSuspended) { Account = "a" },
            new ProviderEvent(time, ProviderEventType.WorkloadDeclared) { Org = "o", Kind = "evaluation", Until = new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero) },
        ]);
        run.Rejects.Select(reject => (reject.Line, reject.Reason)).ShouldBe([(2, RejectReason.UnknownValue), (4, RejectReason.MissingAccount), (5, RejectReason.MissingTime)]);
    }

    [Fact]
    public void What_people_made_of_campaigns_is_read_and_what_teaches_nothing_is_refused()
    {
        var run = new LogRun();
        var path = _folder.Write("events.ndjson", """
            {"time":"2026-07-06T00:00:00Z","type":"campaign_dismissed","campaign":"c-3f9a","kind":"popular_tool"}
            {"time":"2026-07-06T00:00:00Z","type":"campaign_dismissed","kind":"classroom"}
            {"time":"2026-07-06T00:00:00Z","type":"campaign_dismissed","campaign":"c-3f9a","kind":"no_such_thing"}
            {"time":"2026-07-06T00:00:00Z","type":"campaign_dismissed","campaign":"c-3f9a"}
            {"time":"2026-07-06T00:00:00Z","type":"campaign_reinstated","campaign":"c-3f9a"}
            {"time":"2026-07-06T00:00:00Z","type":"campaign_reinstated"}
            """);
        var file = ProviderEventsFile.Read(path, run);
        var time = new DateTimeOffset(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);
        file.Items.ShouldBe(
        [
            new ProviderEvent(time, ProviderEventType.CampaignDismissed) { Campaign = "c-3f9a", Kind = "popular_tool" },
            new ProviderEvent(time, ProviderEventType.CampaignDismissed) { Kind = "classroom" },
            new ProviderEvent(time, ProviderEventType.CampaignReinstated) { Campaign = "c-3f9a" },
        ]);
        run.Rejects.Select(reject => (reject.Line, reject.Reason)).ShouldBe([(3, RejectReason.UnknownValue), (4, RejectReason.UnknownValue), (6, RejectReason.UnknownValue)]);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_in_one_line() =>
        Should.Throw<InputException>(() => AccountFactsFile.Read("/nowhere/accounts.ndjson")).Message.ShouldStartWith("cannot read /nowhere/accounts.ndjson");
}
