using Stillhound.Cli.Evaluation;
using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Regions;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Worlds with single accounts whose truth is known: what is found, and who is not taken for it.</summary>
public sealed class SingleAccountTests
{
    private static readonly Lazy<(AccountReport Report, GroundTruth Truth)> Lazily = new(() => Scan(
        9701, new EngineOptions(), new LoneSpec(LoneKind.Harvester, 2) { Rate = 600 }, new LoneSpec(LoneKind.Prober, 3) { Rate = 30 }, new LoneSpec(LoneKind.BusyDeveloper, 5)));

    private static readonly Lazy<(AccountReport Report, GroundTruth Truth)> Places = new(() => Scan(
        9711, new EngineOptions { Region = new RegionPolicy { Mode = RegionMode.Report } },
        new LoneSpec(LoneKind.Elsewhere, 12), new LoneSpec(LoneKind.Traveller, 6), new LoneSpec(LoneKind.Expatriate, 6)));

    private static AccountReport Report => Lazily.Value.Report;

    [Fact]
    public void A_harvest_by_one_account_is_found() =>
        Named(AccountFindingKind.SingleAccountExtraction).ShouldContain("harvester");

    [Fact]
    public void Variants_against_refusals_are_found() =>
        Named(AccountFindingKind.DetectorProbing, Tier.Review).ShouldContain("prober");

    [Fact]
    public void A_hidden_place_is_found() => Contradicted().ShouldContain("elsewhere");

    [Fact]
    public void Nobody_honest_stands_at_review() =>
        Enum.GetValues<AccountFindingKind>().SelectMany(static kind => Named(kind, Tier.Review)).Distinct().Except(["harvester", "prober"]).ShouldBeEmpty();

    [Fact]
    public void Who_travels_or_writes_another_language_is_not_contradicted() =>
        Contradicted().ShouldNotContain(static group => group == "traveller" || group == "expatriate");

    [Fact]
    public void No_finding_stands_above_review_and_none_about_places_above_watch()
    {
        Report.Findings.ShouldAllBe(static f => f.Tier <= Tier.Review);
        Places.Value.Report.Findings.Where(static f => f.Kind == AccountFindingKind.RegionContradiction).ShouldAllBe(static f => f.Tier == Tier.Watch);
    }

    [Fact]
    public void What_a_benign_reading_explains_stays_at_watch() =>
        Report.Findings.Where(static f => f.Explanations.Any(static e => e.Holds)).ShouldAllBe(static f => f.Tier == Tier.Watch);

    [Fact]
    public void Every_finding_explains_itself()
    {
        foreach (var finding in Report.Findings.Concat(Places.Value.Report.Findings))
        {
            finding.Summary.ShouldNotBeEmpty();
            finding.Signs.ShouldNotBeEmpty();
            finding.Signs.ShouldAllBe(static s => s.Null.Length > 0 && s.Text.Length > 0 && s.Refute.EndsWith("would refute it.", StringComparison.Ordinal) && s.PValue > 0 && s.PValue <= 1);
            finding.Explanations.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_declared_red_team_stays_at_watch()
    {
        var (report, truth) = Scan(9702, new EngineOptions());
        var tiers = report.Findings.Where(f => f.Accounts.Any(a => truth.Accounts[a].Group == "red_team")).Select(static f => f.Tier).ToList();
        tiers.ShouldNotBeEmpty();
        tiers.ShouldAllBe(static t => t == Tier.Watch);
    }

    [Fact]
    public void Without_a_policy_nothing_is_said_of_places()
    {
        var (report, _) = Scan(9701, new EngineOptions(), new LoneSpec(LoneKind.Elsewhere, 6));
        report.Region.ShouldBeNull();
        report.Findings.ShouldNotContain(static f => f.Kind == AccountFindingKind.RegionContradiction);
    }

    [Fact]
    public void A_policy_that_only_reports_changes_no_campaign()
    {
        var world = World.Create(WorldPresets.Dense(9703) with { Accounts = 900, Exchanges = 25_000 });
        string Campaigns(RegionMode mode) => string.Join('\n', WorldScan.Run(world, new EngineOptions { Region = new RegionPolicy { Mode = mode } }, TestContext.Current.CancellationToken)
            .Campaigns.Select(static c => FormattableString.Invariant($"{c.Id} {c.Tier} {c.Confidence:R} {c.Members.Count} {c.Evidence.Count}")));
        Campaigns(RegionMode.Report).ShouldBe(Campaigns(RegionMode.Off));
    }

    private static IEnumerable<string> Named(AccountFindingKind kind, Tier tier = Tier.Watch) => Report.Findings
        .Where(f => f.Kind == kind && f.Tier >= tier).SelectMany(static f => f.Accounts).Select(static a => Lazily.Value.Truth.Accounts[a].Group);

    private static IEnumerable<string> Contradicted() => Places.Value.Report.Findings.Where(static f => f.Kind == AccountFindingKind.RegionContradiction)
        .SelectMany(static f => f.Accounts).Select(static a => Places.Value.Truth.Accounts[a].Group);

    private static (AccountReport Report, GroundTruth Truth) Scan(ulong seed, EngineOptions options, params LoneSpec[] lone)
    {
        var world = World.Create(WorldPresets.Calm(seed, 4000) with { Lone = lone });
        return (WorldScan.Run(world, options, CancellationToken.None).Accounts, WorldScan.TruthOf(world));
    }
}
