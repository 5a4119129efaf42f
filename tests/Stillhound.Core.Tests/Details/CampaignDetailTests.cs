using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Details;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Campaigns;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Details;

/// <summary>What members share, their templates and what would remove them, of accounts made for it.</summary>
public sealed class CampaignDetailTests
{
    private const int Smallest = 4;
    private const uint Fixed = 11, Half = 12, Foreign = 99;

    [Fact]
    public void A_value_that_all_members_share_is_told_with_who_has_it_and_how_many_of_everybody_do()
    {
        var detail = DetailOf(Staged());
        var system = Group(detail, "system");

        (system.Members, system.Population, system.Values).ShouldBe((10, 10, 1));
        var trait = system.Traits.ShouldHaveSingleItem();
        trait.Label.ShouldBe(DetailKinds.Short(ClientKeys.Of("frame of harvester/1"u8)));
        trait.Population.ShouldBe(10);
        trait.Members.ShouldBe(Enumerable.Range(0, 10));
        trait.Exchanges.ShouldAllBe(static e => e == 4);
        detail.PopulationAccounts.ShouldBe(70);
    }

    [Fact]
    public void Countries_and_autonomous_systems_are_told_as_such_and_the_rest_by_hash()
    {
        var cast = new Cast(Smallest).Play("a", 10, 0, static i => Sent with { Asn = i < 7 ? 64500u : 64501u, Country = i < 6 ? "DE" : "FR", Ip = "192.0.2.9", Model = "model-large" })
            .Play("b", 5, 0, static _ => new Request { Prompt = "something else", Country = "DE" });
        var detail = DetailOf(Searched(cast));

        Group(detail, "asn").Traits.Select(static t => (t.Label, t.Members.Count)).ShouldBe([("AS64500", 7), ("AS64501", 3)]);
        var countries = Group(detail, "country");
        countries.Traits.Select(static t => (t.Label, t.Members.Count, t.Population)).ShouldBe([("DE", 6, 11), ("FR", 4, 4)]);
        (countries.Members, countries.Population).ShouldBe((10, 15));
        Group(detail, "network").Traits.ShouldHaveSingleItem().Label.Length.ShouldBe(8);
        Group(detail, "model").Traits.ShouldHaveSingleItem().Label.ShouldBe(DetailKinds.Short(ClientKeys.Of("model-large"u8)));
    }

    [Fact]
    public void Identity_tokens_and_plans_that_members_share_are_told()
    {
        var cast = new Cast(Smallest).Troupe("a", 0);
        for (var i = 0; i < 10; i++)
        {
            cast.Accounts.SetFacts(new AccountFacts($"a-{i}")
            {
                Plan = Plan.Pro, Country = CountryCode.Pack("NL"u8), PaymentHash = $"card-{i / 5}", DeviceHash = $"device-{i}", EmailDomain = "mail.example", Org = i < 3 ? "lab" : null,
            });
        }

        var detail = DetailOf(Searched(cast));
        Group(detail, "payment").Traits.Select(static t => t.Members.Count).ShouldBe([5, 5]);
        Group(detail, "organisation").Traits.ShouldHaveSingleItem().Members.ShouldBe([0, 1, 2]);
        Group(detail, "plan").Traits.ShouldHaveSingleItem().Label.ShouldBe("pro");
        Group(detail, "claimed_country").Traits.ShouldHaveSingleItem().Label.ShouldBe("NL");
        Group(detail, "mail_domain").Traits.ShouldHaveSingleItem().Exchanges.ShouldAllBe(static e => e == 4);
        var devices = Group(detail, "device");
        (devices.Values, devices.Traits.Count).ShouldBe((10, 0), "what one alone has is counted and not shared");
    }

    [Fact]
    public void Of_phrases_only_the_campaigns_own_are_told()
    {
        var cast = Staged();
        for (var i = 0; i < 10; i++)
            Use(cast, $"a-{i}", Fixed, Foreign);
        Use(cast, "stranger-3", Fixed);
        var phrase = Group(DetailOf(cast), "phrase").Traits.ShouldHaveSingleItem();
        (phrase.Label, phrase.Members.Count, phrase.Population).ShouldBe((DetailKinds.Short(Fixed), 10, 11));
    }

    [Fact]
    public void A_list_that_names_addresses_of_members_is_a_kind_of_its_own()
    {
        var labels = new List<ContextLabel> { new("datacenter", ContextKind.Hosting), new("exits", ContextKind.Tor) };
        var cast = Searched(new Cast(Smallest).Play("a", 10, 0, static i => Sent with { Context = ContextFlags.LookedUp | (i < 4 ? ContextFlags.Hosting : 0), ContextLabels = i < 4 ? 1u : 0 }));
        var hosting = Group(DetailOf(cast, labels), "hosting");
        (hosting.Members, hosting.Population).ShouldBe((10, 10), "all that were looked up");
        var trait = hosting.Traits.ShouldHaveSingleItem();
        (trait.Label, trait.Members.Count, trait.Population).ShouldBe(("datacenter", 4, 4));
        DetailOf(cast, labels).Traits.ShouldNotContain(static g => g.Kind == "tor");
    }

    [Fact]
    public void Members_that_send_with_one_system_prompt_have_one_template_whose_fixed_and_varying_parts_are_told_apart()
    {
        var cast = Staged();
        for (var i = 0; i < 10; i++)
            Use(cast, $"a-{i}", i % 2 == 0 ? [Fixed, Half, 1000 + (uint)i] : [Fixed, 1000 + (uint)i]);
        var detail = DetailOf(cast);
        var template = detail.Templates.ShouldHaveSingleItem();

        template.Basis.ShouldBe("settings");
        template.Members.ShouldBe(Enumerable.Range(0, 10));
        template.Exchanges.ShouldBe(40);
        (template.Fixed, template.Varying).ShouldBe((1, 11));
        template.Phrases.Select(static p => (p.Label, p.Share, p.Own)).ShouldBe([(DetailKinds.Short(Fixed), 1, true), (DetailKinds.Short(Half), 0.5, true)]);
        template.Settings.Select(static s => (s.Kind, s.Share, s.Values)).ShouldBe([("system", 1, 1), ("output_limit", 1, 1)]);
        template.PromptWords.ShouldBe(8, 0.01);
        template.OutputTokens.ShouldBe(double.NaN);
        detail.Members.ShouldAllBe(static m => m.Template == 0);
    }

    [Fact]
    public void Without_settings_the_own_phrase_that_most_members_use_is_the_template()
    {
        var cast = Searched(new Cast(Smallest).Play("a", 10, 0, static i => new Request { Prompt = "solve the following task", UserAgent = "harvester/1" }));
        for (var i = 0; i < 9; i++)
            Use(cast, $"a-{i}", i < 6 ? Fixed : Half, Foreign);
        var detail = DetailOf(cast);

        detail.Templates.Select(static t => (t.Id, t.Basis, t.Members.Count)).ShouldBe([(DetailKinds.Short(Fixed), "phrase", 6), (DetailKinds.Short(Half), "phrase", 3)]);
        detail.Members.Select(static m => m.Template).ShouldBe([0, 0, 0, 0, 0, 0, 1, 1, 1, -1]);
    }

    [Fact]
    public void Each_member_is_told_what_ties_it_and_what_would_remove_it()
    {
        var cast = Staged();
        Use(cast, "a-0", Fixed);
        var campaign = cast.Book.Open.Single();
        foreach (var account in campaign.Members.Keys.ToList())
            campaign.Members[account] = campaign.Members[account] with { Score = 4 };
        var members = DetailOf(cast).Members;

        members[0].Ties.ShouldBe("uses 1 of the campaign's 2 own phrases; same system prompt; same output limit; same user agent");
        members[0].Removal.ShouldBe("leaves when a search puts the odds that it belongs below 0.6 to 1, now about 50 to 1; or if the phrase that it shares with the campaign, "
            + "its system prompt, its output limit and its user agent come from a tool or template that others use too");
        (members[0].FirstSeen, members[0].Exchanges).ShouldBe((DateTimeOffset.FromUnixTimeMilliseconds(Monday), 4));
    }

    [Fact]
    public void A_member_that_shares_nothing_leaves_when_it_no_longer_resembles_the_others()
    {
        var cast = Searched(new Cast(Smallest).Play("a", 10, 0, static i => new Request { Prompt = $"task {i}" }));
        DetailOf(cast).Members.ShouldAllBe(static m => m.Removal.EndsWith("or when its prompts, hours or pace are no longer those of the members", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-9, "about 0.001 to 1")]
    [InlineData(-0.5, "about 0.5 to 1")]
    [InlineData(0, "about 1 to 1")]
    [InlineData(1.4, "about 5 to 1")]
    [InlineData(2.25, "about 10 to 1")]
    [InlineData(9, "about 1000 to 1")]
    public void Odds_are_told_to_a_leading_digit(float score, string words) => RemovalWords.Odds(score).ShouldBe(words);

    [Fact]
    public void However_many_values_members_share_the_most_shared_are_told()
    {
        var cast = Searched(new Cast(Smallest).Play("a", 200, 0, static i => Sent with { Asn = 64500 + (uint)(i / 2), System = $"prompt {i / 2}" }));
        var detail = DetailOf(cast);
        var asns = Group(detail, "asn");
        (asns.Values, asns.Traits.Count).ShouldBe((100, 32));
        asns.Traits.Select(static t => t.Label).ShouldBe(Enumerable.Range(64500, 32).Select(static n => $"AS{n}"), "ties go by value");
        detail.Templates.Count.ShouldBe(24);
        detail.Members.Count(static m => m.Template >= 0).ShouldBe(48);
    }

    [Fact]
    public void A_name_that_no_finding_has_is_unknown()
    {
        var cast = Staged();
        var id = cast.Book.Open.Single().Id;
        foreach (var name in (string[])["", "c-", "c-000000", id + "-likely", id + "x", id.ToUpperInvariant()])
            Builder(cast).Of(name).ShouldBeNull(name);
    }

    private static Request Sent => new() { Prompt = "solve the following task and show every step", UserAgent = "harvester/1" };

    private static Cast Staged() => Searched(new Cast(Smallest).Troupe("a", 0));

    private static Cast Searched(Cast cast)
    {
        cast.Search(Day, (2.5, [Fixed, Half], ["a"]));
        // All of them surely belong, so that there is one finding.
        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        foreach (var account in campaign.Members.Keys.ToList())
            campaign.Members[account] = campaign.Members[account] with { Score = 5 };
        return cast;
    }

    [Fact]
    public void A_campaign_that_another_takes_in_before_its_slice_is_read_has_nobody_left()
    {
        var cast = new Cast(Smallest).Troupe("a", 0).Troupe("b", 0);
        cast.Search(Day, (1, [Fixed], ["a"]), (0.5, [Foreign], ["b"]));
        var reading = Builder(cast).Begin(null).ShouldNotBeNull();
        reading.Read().ShouldBeTrue();
        cast.Search(2 * Day, (2.5, [Fixed], ["a", "b"]));
        while (reading.Read())
            continue;
        reading.Details.Select(static d => d.Members.Count).ShouldBe([10, 0]);
        reading.Details[1].Traits.ShouldBeEmpty();
    }

    private static void Use(Cast cast, string account, params uint[] phrases)
    {
        foreach (var phrase in phrases)
            cast[account].Phrases.Add(phrase);
    }

    private static TraitGroup Group(CampaignDetail detail, string kind) => detail.Traits.Single(g => g.Kind == kind);

    private static CampaignDetail DetailOf(Cast cast, IReadOnlyList<ContextLabel>? labels = null) => Builder(cast, labels).Of(cast.Book.Open.Single().Id)!;

    private static DetailBuilder Builder(Cast cast, IReadOnlyList<ContextLabel>? labels = null) =>
        new(cast.Accounts, cast.Book, new Carriers(cast.Accounts, cast.Book, new MixtureWatch(cast.Accounts)), labels ?? [], Smallest);
}
