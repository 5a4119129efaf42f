using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

public sealed class ProtectionTests
{
    private static readonly CampaignFinding Campaign = Found.Campaign("c-1", Tier.Review, [.. Found.Accounts(8), Found.Account("vip-7"), Found.Account("acme-1"), Found.Account("paying")]);

    private static readonly Protection Some = new() { Accounts = ["a-2"], Organisations = ["acme"], Plans = [Plan.Enterprise], Names = ["vip-*"] };

    private static AccountFacts? Facts(string account) => account switch
    {
        "acme-1" => new AccountFacts(account) { Org = "acme" },
        "paying" => new AccountFacts(account) { Plan = Plan.Enterprise },
        _ => null,
    };

    [Theory]
    [InlineData("a-2")]
    [InlineData("vip-7")]
    [InlineData("acme-1")]
    [InlineData("paying")]
    public void Protected_accounts_are_left_out_and_counted(string account)
    {
        var desk = new Desk(Desk.Strict with { Protection = Some }, facts: Facts).Finds(Campaign);
        desk.Of(account).ShouldBeNull();
        desk.Of("a-1").ShouldNotBeNull();
        desk.Newest("c-1").Terms.Blast.ShouldSatisfyAllConditions(static b => b.Protected.ShouldBe(4), static b => b.Accounts.ShouldBe(7), b => b.TopProtected.ShouldContain(account));
    }

    [Fact]
    public void Who_is_protected_later_is_free_at_once()
    {
        var desk = new Desk(facts: Facts).Finds(Campaign);
        desk.Of("vip-7").ShouldNotBeNull();
        desk.Book.Use(Desk.Strict with { Protection = Some });
        desk.Of("vip-7").ShouldBeNull();
        desk.Of("paying").ShouldBeNull();
        desk.Book.Current.Count.ShouldBe(7);
    }

    [Fact]
    public void Hashed_names_are_found_under_any_key_and_protected_by_the_gateways_name()
    {
        var desk = new Desk(Desk.Strict with { Protection = new() { Accounts = ["gold"], Names = ["vip-*"] } }, new Reversed());
        desk.Finds(Found.Campaign("c-1", Tier.Review, Found.Account("old:eno"), Found.Account("new:owt"), Found.Account("new:7-piv"), Found.Account("old:dlog")));
        desk.Of("one").ShouldNotBeNull();
        desk.Of("two").ShouldNotBeNull();
        desk.Of("vip-7").ShouldBeNull();
        desk.Of("gold").ShouldBeNull();
        desk.Book.Current.Count.ShouldBe(3);
    }

    [Fact]
    public void Finding_allocates_nothing()
    {
        var desk = new Desk(Desk.Strict with { Protection = Some }, new Reversed()).Finds(Found.Campaign("c-1", Tier.Review, Found.Account("old:eno")));
        Allocations.Least(_ => desk.Book.Find("one"u8)).ShouldBe(0);
    }

    [Fact]
    public void Accounts_that_are_accused_in_part_are_not_hit_as_a_whole()
    {
        var part = new ComponentFinding("a-1", ByEndUser: false, 5, 0.5, 0, 0, Found.Start, Found.Start, null, 0, "", []);
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)) with { Components = [part] });
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.Covered.ShouldNotContain("a-1"), static d => d.Terms.Blast.InPart.ShouldBe(1));
    }

    [Fact]
    public void The_blast_radius_tells_spend_of_the_last_days_likely_honest_members_and_the_largest()
    {
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, [.. Found.Accounts(8, confidence: 0.75), Found.Account("big", 1, exchanges: 20), Found.Account("unsure", 0.4)]));
        var blast = desk.Newest("c-1").Terms.Blast;
        blast.Accounts.ShouldBe(9);
        blast.LikelyHonestMilli.ShouldBe(2000);
        blast.Doubtful.ShouldBe(1);
        blast.Top[0].ShouldBe(new(Account: "big", 20, 1_000_000));
        blast.Days.ShouldBe(7);
        blast.Exchanges.ShouldBe(35); // 100 exchanges in twenty days, of which seven count.
        blast.SpendMicros.ShouldBe(35 * 18_000); // 1,000 tokens at 3 and 1,000 at 15 for a million.
    }

    [Fact]
    public void Patterns_are_those_of_a_shell() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("a", "b", "*", "?").ListOf().Select(static l => string.Concat(l)).ToArbitrary(),
        Gen.Elements("a", "b").ListOf().Select(static l => string.Concat(l)).ToArbitrary(),
        static (pattern, name) =>
        {
            var expected = System.Text.RegularExpressions.Regex.IsMatch(name, "^" + pattern.Replace("?", ".", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal) + "$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
            return new NamePattern(pattern).Matches(Encoding.UTF8.GetBytes(name)) == expected;
        }));

    [Fact]
    public void A_pattern_made_to_be_slow_is_not() =>
        new NamePattern(string.Concat(Enumerable.Repeat("*a", 50)) + "b").Matches(Encoding.UTF8.GetBytes(new string('a', 10_000))).ShouldBeFalse();

    /// <summary>Stands for keyed hashes with two keys.</summary>
    private sealed class Reversed : IStoredNames
    {
        public int Candidates => 2;

        public ReadOnlySpan<byte> Candidate(int which, ReadOnlySpan<byte> raw, Span<byte> room)
        {
            (which == 0 ? "new:"u8 : "old:"u8).CopyTo(room);
            raw.CopyTo(room[4..]);
            room.Slice(4, raw.Length).Reverse();
            return room[..(4 + raw.Length)];
        }
    }
}
