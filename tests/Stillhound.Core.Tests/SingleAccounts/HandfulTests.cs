using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.SingleAccounts;

public sealed class HandfulTests
{
    private const AccountFindingKind Probing = AccountFindingKind.DetectorProbing;
    private const AccountFindingKind Extraction = AccountFindingKind.SingleAccountExtraction;
    private const int FirstAxisOfOthers = 64;
    private const uint Wording = 7;
    private const uint OtherWording = 8;

    private static readonly Dictionary<string, Func<string, string, AccountFacts>> Owners = new()
    {
        ["organisation"] = static (account, token) => new(account) { Org = token },
        ["payment"] = static (account, token) => new(account) { PaymentHash = token },
        ["device"] = static (account, token) => new(account) { DeviceHash = token },
        ["mail hash"] = static (account, token) => new(account) { EmailHash = token },
    };

    private readonly Accounts _accounts = new();
    private readonly List<AccountCandidate> _candidates = [];

    public static TheoryData<string> Tokens => [.. Owners.Keys];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Candidates_with_one_token_are_one_finding(string token)
    {
        Candidate(Owners[token]("a", "one"));
        Candidate(Owners[token]("b", "other"));
        Candidate(Owners[token]("c", "one"));
        Findings().ShouldBe(["a c", "b"]);
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public void An_empty_token_ties_nobody(string token)
    {
        Candidate(Owners[token]("a", ""));
        Candidate(Owners[token]("b", ""));
        Findings().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void One_text_as_tokens_of_two_sorts_ties_nobody()
    {
        foreach (var (token, facts) in Owners)
            Candidate(facts(token, "one"));
        Findings().ShouldBe(Owners.Keys);
    }

    [Fact]
    public void Candidates_are_tied_over_others()
    {
        Candidate(new("a") { PaymentHash = "card" });
        Candidate(new("b") { DeviceHash = "phone" });
        Candidate(new("c") { DeviceHash = "phone", PaymentHash = "card", EmailHash = "mail" });
        Candidate(new("d") { EmailHash = "mail" });
        Wanting(new("e") { Org = "lab" }, 0, Wording);
        Wanting(new("f") { EmailHash = "mail" }, 0, Wording);
        AddOthers(100);
        Findings().ShouldBe(["a b c d e f"]);
    }

    [Fact]
    public void Candidates_of_two_kinds_are_two_findings()
    {
        Wanting(new("a") { PaymentHash = "card" }, 0, Wording, Probing);
        Wanting(new("b") { PaymentHash = "card" }, 0, Wording, Extraction);
        AddOthers(100);
        Findings().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void One_wording_in_one_direction_is_one_finding()
    {
        Wanting(new("a"), 0, Wording);
        Wanting(new("b"), 1, Wording);
        Wanting(new("c"), 0, Wording);
        Wanting(new("d"), 1, Wording);
        AddOthers(100);
        Findings().ShouldBe(["a c", "b d"]);
    }

    [Theory]
    [InlineData("a", "b", "between")]
    [InlineData("a", "between", "b")]
    [InlineData("between", "a", "b")]
    public void A_direction_between_two_ties_both_whichever_comes_first(params string[] order)
    {
        foreach (var name in order)
            Wanting(new(name), name == "b" ? 1 : 0, Wording);
        _accounts["a"].Embedding[1] = _accounts["b"].Embedding[0] = (short)(Embedding.Norm / 3);
        _accounts["between"].Embedding[1] = (short)Embedding.Norm;
        AddOthers(100);
        Findings().ShouldBe([string.Join(' ', order)]);
    }

    [Fact]
    public void One_intent_in_two_kinds_is_two_findings()
    {
        Wanting(new("a"), 0, Wording, Probing);
        Wanting(new("b"), 0, Wording, Extraction);
        AddOthers(100);
        Findings().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void One_direction_without_a_shared_wording_ties_nobody()
    {
        Wanting(new("a"), 0, Wording);
        Wanting(new("b"), 0, OtherWording);
        Wanting(new("c"), 0);
        Wanting(new("d"), 0);
        AddOthers(100);
        Findings().ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public void What_everybody_wants_is_nobodys_intent()
    {
        Wanting(new("a"), 0, Wording);
        Wanting(new("b"), 1, Wording);
        AddOthers(100);
        for (var account = 0; account < _accounts.Table.Count; account++)
            _accounts.Table[account].Embedding[2] = 3 * (short)Embedding.Norm;
        Findings().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_surest_stands_first_in_a_finding()
    {
        Candidate(new("watched") { Org = "lab" }, tier: Tier.Watch, p: 0.001);
        Candidate(new("usual") { Org = "lab" }, tier: Tier.Review, p: 0.03);
        Candidate(new("rare") { Org = "lab" }, tier: Tier.Review, p: 0.02);
        Candidate(new("as-rare") { Org = "lab" }, tier: Tier.Review, p: 0.02);
        _candidates.Reverse();
        Findings().ShouldBe(["rare as-rare usual watched"]);
    }

    [Fact]
    public void Findings_stand_in_the_order_of_their_first_candidates()
    {
        Candidate(new("a") { Org = "first" }, p: 0.01);
        Candidate(new("b") { Org = "second" }, p: 0.02);
        Candidate(new("c"), p: 0.04);
        Candidate(new("d") { Org = "first" }, p: 0.03);
        Candidate(new("e") { Org = "second" }, p: 0.05);
        _candidates.Reverse();
        Findings().ShouldBe(["b e", "a d", "c"]);
    }

    [Fact]
    public void What_explains_one_explains_those_that_are_tied_to_it()
    {
        BenignFinding organisation = new("one_organisation", true, "It is one of three."), contract = new("contract", false, "It is under no contract.");
        Candidate(new("explained") { Org = "lab" }, tier: Tier.Watch, explanations: [organisation, contract]);
        Candidate(new("tied") { Org = "lab" }, explanations: [contract, organisation with { Holds = false, Text = "It names none." }]);
        Candidate(new("other"), explanations: [contract]);
        var findings = Handful.Of(_accounts.Population(), _candidates);
        findings.Count.ShouldBe(2);
        findings[0].ShouldAllBe(static c => c.Tier == Tier.Watch);
        findings[0][0].Explanations.ShouldBe([organisation, contract]);
        findings[0][1].Explanations.ShouldBe([organisation with { Text = "An account that it is tied to: It is one of three." }, contract]);
        findings[1].ShouldBe([_candidates[2]]);
    }

    [Fact]
    public void What_explains_an_account_itself_stays_as_it_is()
    {
        BenignFinding organisation = new("one_organisation", true, "It is one of three."), contract = new("contract", true, "It is under contract.");
        Candidate(new("a") { Org = "lab" }, tier: Tier.Watch, explanations: [organisation]);
        Candidate(new("b") { Org = "lab" }, tier: Tier.Watch, explanations: [contract]);
        Handful.Of(_accounts.Population(), _candidates).ShouldHaveSingleItem().ShouldBe(_candidates);
    }

    /// <summary>Each pair of them would be twelve million.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Thousands_with_one_wording_are_one_finding_for_each_thing_they_want(int things)
    {
        const int Count = 5000;
        for (var i = 0; i < Count; i++)
        {
            Wanting(new($"account-{i}"), i % things, Wording);
            _accounts.Table[i].Embedding[FirstAxisOfOthers + (i % 61)] = (short)(Embedding.Norm / 10);
        }

        AddOthers(Count);
        var findings = Handful.Of(_accounts.Population(), _candidates);
        findings.Select(static f => f.Count).ShouldBe(Enumerable.Repeat(Count / things, things));
        for (var thing = 0; thing < things; thing++)
            findings[thing].ShouldAllBe(c => c.Row % things == thing);
    }

    /// <summary>The names in each finding.</summary>
    private string[] Findings()
    {
        var population = _accounts.Population();
        return [.. Handful.Of(population, _candidates).Select(f => string.Join(' ', f.Select(c => _accounts.Table.NameOf(population.Rows[c.Row].Account))))];
    }

    /// <summary>A candidate whose prompts go along one axis.</summary>
    private void Wanting(AccountFacts facts, int axis, uint wording = 0, AccountFindingKind kind = Probing)
    {
        Candidate(facts, kind);
        Direct(facts.Account, axis);
        if (wording != 0)
            _accounts.Sharing(facts.Account, wording);
    }

    /// <summary>Accounts that are no candidates and want many things: directions are taken less everybody's.</summary>
    private void AddOthers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _accounts.With(new($"other-{i}"));
            Direct($"other-{i}", FirstAxisOfOthers + (i % FirstAxisOfOthers));
        }
    }

    private void Direct(string account, int axis)
    {
        _accounts[account].Embedding[axis] = (short)Embedding.Norm;
        _accounts[account].EmbeddingCount = 1;
    }

    /// <summary>A candidate with just enough exchanges for a row, which is therefore its place in the table.</summary>
    private void Candidate(
        AccountFacts facts, AccountFindingKind kind = Probing, Tier tier = Tier.Review, double p = 0.01, IReadOnlyList<BenignFinding>? explanations = null)
    {
        _candidates.Add(new AccountCandidate(_accounts.Table.Count, kind, tier, p, 0.05, [], explanations ?? []));
        _accounts.With(facts);
    }
}
