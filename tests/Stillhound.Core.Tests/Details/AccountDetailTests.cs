using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Details;

/// <summary>What an engine tells of one account.</summary>
public sealed class AccountDetailTests
{
    [Fact]
    public void Facts_are_told_and_tokens_by_their_hashes()
    {
        var engine = Fed(facts: new AccountFacts("someone")
        {
            Created = At(-30), Plan = Plan.Pro, Verified = Verification.Card, Country = CountryCode.Pack("NL"u8), Org = "lab", EmailDomain = "Mail.Example", PaymentHash = "card",
        });
        var facts = engine.Account("someone")!.Facts;
        facts.ShouldBe(new KnownFacts(true, At(-30), Plan.Pro, Verification.Card, "NL", Hash("lab"), Hash("mail.example"), "", Hash("card"), "", ""));
    }

    [Fact]
    public void An_account_that_has_sent_nothing_is_known_by_its_facts()
    {
        var account = Fed(facts: new AccountFacts("quiet") { Plan = Plan.Free }).Account("quiet").ShouldNotBeNull();
        (account.FirstSeen, account.LastSeen, account.Exchanges, account.Activity.Count, account.Capabilities.Count, account.Shares.Count).ShouldBe((null, null, 0, 0, 0, 0));
        account.Traits.ShouldHaveSingleItem().ShouldBe(new AccountTrait("plan", "free", 0));
    }

    [Fact]
    public void Traffic_is_told_by_time_by_kind_and_by_outcome()
    {
        var engine = Fed(requests: Enumerable.Range(0, 8).Select(static i => new Request
        {
            Time = Monday + (i * 6 * Hour), Account = "someone", Prompt = "write a unit test for this function", Model = i < 6 ? "large" : "small", Country = "DE", Asn = 64500,
            System = "be brief", Ip = $"192.0.2.{i}", Turn = 1, InputTokens = 10, OutputTokens = 99, FinishReason = i == 3 ? FinishReason.Refusal : FinishReason.Stop,
        }));
        var account = engine.Account("someone")!;

        (account.Exchanges, account.InputTokens, account.OutputTokens, account.Refused, account.RefusalSwitches).ShouldBe((8, 80, 792, 1, 2));
        (account.FirstSeen, account.LastSeen).ShouldBe((At(0), At(1.75)));
        account.ActivityStart.ShouldBe(At(0));
        account.Activity.ShouldBe([1, 1, 1, 1, 1, 1, 1, 1]);
        account.HourOfWeek.Select(static (n, hour) => (n, hour)).Where(static h => h.n > 0).Select(static h => h.hour).ShouldBe([0, 6, 12, 18, 24, 30, 36, 42]);
        account.TokensOfAnswer.ShouldBe(99, 0.01);
        account.PromptWords.ShouldBe(7, 0.01);
        account.Addresses.ShouldBeInRange(6, 10);
        account.Shares.Single(static s => s.Name == "first_turns").Share.ShouldBe(1);
        account.Traits.Where(static t => t.Kind is "model" or "country" or "asn").ShouldBe(
            [new("model", Hash("large"), 6), new("model", Hash("small"), 2), new("asn", "AS64500", 8), new("country", "DE", 8)]);
        account.Capabilities[0].Capability.ShouldBe("software_engineering");
        account.Campaigns.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_life_is_told_by_its_last_two_weeks()
    {
        var account = Fed(requests: [Sent(0), Sent(40), Sent(41)]).Account("someone")!;
        account.Activity.Count.ShouldBe(56);
        account.Activity.Sum().ShouldBe(2);
        account.Activity[^1].ShouldBe(1);
        account.ActivityStart.ShouldBe(At(41.25) - (account.Activity.Count * account.ActivityBucket));
    }

    [Fact]
    public void A_suspension_that_was_lifted_was_one()
    {
        var requests = Enumerable.Range(0, 12).Select(static i => Sent(i)).ToList();
        ProviderEvent suspended = new(At(2), ProviderEventType.AccountSuspended) { Account = "someone" };
        ProviderEvent restored = new(At(5), ProviderEventType.AccountRestored) { Account = "someone" };
        (DateTimeOffset?, DateTimeOffset?) Told(params ProviderEvent[] events) => Fed(requests, events).Account("someone") is { } a ? (a.SuspendedAt, a.FirstSuspendedAt) : default;

        Told().ShouldBe((null, null));
        Told(suspended).ShouldBe((At(2), At(2)));
        Told(suspended, restored).ShouldBe((null, At(2)));
    }

    [Fact]
    public void Names_are_found_exactly_or_not_at_all()
    {
        var engine = Fed(requests: [Sent(0), Sent(1) with { Account = "ünïcode \0 name" }]);
        engine.Account("someone").ShouldNotBeNull();
        engine.Account("someone"u8).ShouldNotBeNull();
        engine.Account("ünïcode \0 name").ShouldNotBeNull().Account.ShouldBe("ünïcode \0 name");
        foreach (var name in (string[])["", "Someone", "someon", "someone ", "\uD800"])
            engine.Account(name).ShouldBeNull(name);
    }

    [Fact]
    public void Names_that_begin_so_are_found_in_order()
    {
        var engine = Fed(requests: ((string[])["bob", "alice", "al", "alfred", "Alan", "bo"]).Select((name, i) => Sent(i) with { Account = name }));
        engine.FindAccounts("al").ShouldBe(["al", "alfred", "alice"]);
        engine.FindAccounts("al", 2).ShouldBe(["al", "alfred"]);
        engine.FindAccounts("", 3).ShouldBe(["Alan", "al", "alfred"]);
        engine.FindAccounts("x").ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => engine.FindAccounts("a", 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_first_by_name_are_found_whatever_the_order_in_which_they_came(int most)
    {
        var random = new Random(most);
        var table = new AccountTable();
        var names = Enumerable.Range(0, 500).Select(_ => $"{random.Next(3)}{random.Next(40):x}").Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            table.GetOrAdd(Hash64.Of(Encoding.UTF8.GetBytes(name)), Encoding.UTF8.GetBytes(name));
        NameSearch.StartingWith(table, "1"u8, most).Select(table.NameOf)
            .ShouldBe(names.Where(static n => n[0] == '1').Order(StringComparer.Ordinal).Take(most));
    }

    [Fact]
    public void Keys_keep_the_numbers_that_they_were_given()
    {
        var table = new KeyTable();
        var random = new Random(3);
        var keys = Enumerable.Range(0, 3000).Select(_ => (ulong)random.NextInt64(1, 2500)).ToList();
        var expected = new Dictionary<ulong, int>();
        foreach (var key in keys)
        {
            expected.TryAdd(key, expected.Count);
            table.Add(key).ShouldBe(expected[key]);
        }

        table.Count.ShouldBe(expected.Count);
        for (var key = 1ul; key < 3000; key++)
            table.Find(key).ShouldBe(expected.GetValueOrDefault(key, -1));
    }

    private static Request Sent(double day) => new() { Time = Monday + (long)(day * Day), Account = "someone", Prompt = "hello there" };

    private static DateTimeOffset At(double day) => DateTimeOffset.FromUnixTimeMilliseconds(Monday + (long)(day * Day));

    private static string Hash(string token) => DetailKinds.Short(ClientKeys.Of(Encoding.UTF8.GetBytes(token)));

    private static DetectionEngine Fed(IEnumerable<Request>? requests = null, IEnumerable<ProviderEvent>? events = null, params AccountFacts[] facts)
    {
        var engine = new DetectionEngine(new EngineOptions(), facts, events);
        var batch = new FingerprintBatch();
        foreach (var request in requests ?? [])
            request.SendTo(batch);
        engine.Accept(batch, long.MaxValue);
        return engine;
    }
}
