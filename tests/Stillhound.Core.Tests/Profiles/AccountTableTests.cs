using System.Globalization;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Tests.Profiles;

public sealed class AccountTableTests
{
    [Fact]
    public void A_hundred_thousand_accounts_keep_their_indices_and_names()
    {
        var table = new AccountTable();
        for (var i = 0; i < 100_000; i++)
            Add(table, Name(i)).ShouldBe(i);
        table.Count.ShouldBe(100_000);
        for (var i = 0; i < 100_000; i++)
        {
            Add(table, Name(i)).ShouldBe(i);
            table.Find(Key(Name(i))).ShouldBe(i);
            table.NameOf(i).ShouldBe(Name(i));
            table[i].Account.ShouldBe(Key(Name(i)));
        }

        table.Count.ShouldBe(100_000);
        table.Find(Key("nobody")).ShouldBe(-1);

        static string Name(int i) => i % 7 == 0 ? $"größe-{i}" : "account-" + i.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_reference_stays_valid_while_the_table_grows()
    {
        var table = new AccountTable();
        ref var first = ref table[Add(table, "first")];
        for (var i = 0; i < 20_000; i++)
            Add(table, $"other-{i}");
        first.Exchanges = 41;
        table[0].Exchanges.ShouldBe(41);
        table[1].Exchanges.ShouldBe(0);
    }

    [Fact]
    public void Names_may_be_long_and_empty()
    {
        var table = new AccountTable();
        var long1 = new string('x', 70_000);
        var index = Add(table, long1);
        table.GetOrAdd(12345, []).ShouldBe(1);
        table.NameOf(index).ShouldBe(long1);
        table.NameOf(1).ShouldBe("");
    }

    [Fact]
    public void An_account_without_a_name_is_an_account_like_any_other()
    {
        var table = new AccountTable();
        table.Find(Key("")).ShouldBe(-1);
        Add(table, "").ShouldBe(0);
        Add(table, "named").ShouldBe(1);
        Add(table, "").ShouldBe(0);
        table.Find(Key("")).ShouldBe(0);
    }

    [Fact]
    public void Facts_may_come_before_traffic_and_after_it()
    {
        var table = new AccountTable();
        table.SetFacts(new AccountFacts("early") { Plan = Plan.Edu, Created = DateTimeOffset.UnixEpoch.AddDays(1) });
        var late = Add(table, "late");
        table.SetFacts(new AccountFacts("late") { Verified = Verification.Kyc, Country = 0x4142 });
        table.Count.ShouldBe(2);
        ref var early = ref table[Add(table, "early")];
        early.Plan.ShouldBe(Plan.Edu);
        early.CreatedMs.ShouldBe(86_400_000);
        early.Exchanges.ShouldBe(0);
        (early.Flags & ProfileFlags.HasFacts).ShouldBe(ProfileFlags.HasFacts);
        table[late].Verified.ShouldBe(Verification.Kyc);
        table[late].ClaimedCountry.ShouldBe((ushort)0x4142);
    }

    [Fact]
    public void Equal_tokens_of_two_accounts_are_equal_keys_and_missing_ones_are_zero()
    {
        var table = new AccountTable();
        table.SetFacts(new AccountFacts("a") { PaymentHash = "card", EmailDomain = "Uni.EXAMPLE", SignupIp = "203.0.113.5", DeviceHash = "" });
        table.SetFacts(new AccountFacts("b") { PaymentHash = "card", EmailDomain = "uni.example", SignupIp = "203.0.113.77" });
        table[0].Payment.ShouldBe(table[1].Payment);
        table[0].EmailDomain.ShouldBe(table[1].EmailDomain);
        table[0].SignupNetwork.ShouldBe(table[1].SignupNetwork);
        table[0].Payment.ShouldNotBe(0u);
        (table[0].Device, table[0].EmailHash, table[0].Org).ShouldBe((0u, 0u, 0u));
    }

    [Fact]
    public void Facts_without_an_organisation_leave_the_one_that_traffic_named()
    {
        var table = new AccountTable();
        table[Add(table, "a")].Org = 99;
        table.SetFacts(new AccountFacts("a"));
        table[0].Org.ShouldBe(99u);
        table.SetFacts(new AccountFacts("a") { Org = "acme" });
        table[0].Org.ShouldNotBe(99u);
    }

    private static ulong Key(string name) => Hash64.Of(Encoding.UTF8.GetBytes(name));

    private static int Add(AccountTable table, string name) => table.GetOrAdd(Key(name), Encoding.UTF8.GetBytes(name));
}
