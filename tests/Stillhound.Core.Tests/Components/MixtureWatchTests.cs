using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using Stillhound.Tests.Shared;

namespace Stillhound.Core.Tests.Components;

public class MixtureWatchTests
{
    private const int Smallest = 8;

    private static readonly Request Chat = new() { System = "a chat", MaxTokens = 100 };
    private static readonly Request Harvest = new() { System = "an expert", MaxTokens = 4096, Temperature = 0.7f };

    private readonly AccountTable _accounts = new();
    private readonly MixtureWatch _watch;
    private readonly CampaignBook _book;
    private long _time = Request.Monday;

    public MixtureWatchTests()
    {
        _watch = new MixtureWatch(_accounts);
        _book = new CampaignBook(_accounts, Smallest);
    }

    [Fact]
    public void Settings_that_accounts_show_in_part_of_their_traffic_get_components()
    {
        Mixed(10);
        Renew();

        // The chat is half of everybody's traffic too; which half matters is not for the watch to say.
        _watch.Signatures.Count.ShouldBe(2);
        _watch.Components.Count.ShouldBe(0);
        Send("mixed-3", Harvest, 4);
        _watch.Components.Count.ShouldBe(1);
        var signature = _watch.Signatures.Single(static s => s.Accounts.Count == 1);
        _accounts.NameOf(signature.Accounts[0]).ShouldBe("mixed-3");
        _watch.Components[signature.Places[0]].Exchanges.ShouldBe(4);
    }

    [Fact]
    public void Settings_that_are_all_that_their_accounts_show_get_none()
    {
        for (var i = 0; i < 20; i++)
            Send($"user-{i}", Harvest, 6);
        Renew();

        _watch.Signatures.ShouldBeEmpty();
    }

    [Fact]
    public void Settings_of_fewer_accounts_than_make_a_cohort_get_none()
    {
        Mixed(Smallest - 1);
        Renew();

        _watch.Signatures.ShouldBeEmpty();
    }

    [Fact]
    public void Accounts_whose_records_lack_a_field_share_the_signature_of_the_others()
    {
        Mixed(10);
        Renew();
        for (var i = 0; i < 6; i++)
        {
            Send($"lacking-{i}", Chat, 6);
            Send($"lacking-{i}", Harvest with { Temperature = float.NaN }, 6);
        }

        Renew();
        _watch.Signatures.Count.ShouldBe(2);
        Send("lacking-0", Harvest with { Temperature = float.NaN }, 2);
        _watch.Signatures.Count(static s => s.Accounts.Count > 0).ShouldBe(2); // that of the chat has its accounts by now
    }

    [Fact]
    public void A_component_names_the_end_users_of_its_exchanges_alone()
    {
        Mixed(10);
        Renew();
        Send("mixed-0", Harvest with { EndUser = "one" }, 3);
        Send("mixed-0", Chat with { EndUser = "another" }, 3);

        var harvest = _watch.Signatures.Select(s => (s, s.Places.Select(p => _watch.Components[p]).ToList())).First(static s => s.Item2[0].Traits.CountsOf(TraitKind.Temperature)[0] > 0).s;
        var users = _watch.Components.EndUsersOf(harvest.Places[0]).ShouldNotBeNull();
        users.Keys[0].ShouldBe(ClientKeys.Of("one"u8));
        users.Exchanges[0].ShouldBe((ushort)3);
        users.Keys[1].ShouldBe(0u);
    }

    [Fact]
    public void What_came_to_nothing_is_forgotten_after_two_weeks_of_silence()
    {
        Mixed(10);
        Renew();
        Mixed(10);
        _watch.Components.Count.ShouldBe(20);
        _time += 15 * Request.Day;
        Renew();

        _watch.Components.Count.ShouldBe(0);
        _watch.Signatures.ShouldAllBe(static s => s.Retired);
    }

    [Fact]
    public void Components_have_room_for_a_tenth_of_the_accounts_and_a_thousand_always()
    {
        var table = new ComponentTable();
        for (var account = 0; account < 3000; account++)
            table.Add(account, 1, 3000);

        table.Count.ShouldBe(1024);
        table.Add(9999, 1, 30_000).ShouldBe(1024);
    }

    [Fact]
    public void Counting_allocates_nothing_once_components_stand()
    {
        Mixed(10);
        Renew();
        Mixed(10);
        var f = (Harvest with { Account = "mixed-0" }).Fingerprint();

        Allocations.Least(_ => _watch.Saw(0, f, [], PhraseSightings.Fresh, 0)).ShouldBe(0);
    }

    private void Mixed(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Send($"mixed-{i}", Chat, 6);
            Send($"mixed-{i}", Harvest, 6);
        }
    }

    private void Renew() => _watch.Renew(_book, Smallest, _time);

    private void Send(string account, Request request, int times)
    {
        var name = Encoding.UTF8.GetBytes(account);
        var index = _accounts.GetOrAdd(Hash64.Of(name), name);
        for (var i = 0; i < times; i++)
        {
            var f = (request with { Account = account, Time = _time += Request.Minute }).Fingerprint();
            ProfileUpdate.Apply(ref _accounts[index], f, PhraseSightings.Fresh, 0);
            _watch.Saw(index, f, [], PhraseSightings.Fresh, 0);
        }
    }
}
