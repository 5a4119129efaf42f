using Stillhound.Core.Exchanges;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Tests.Decisions;

public sealed class PolicyConfigTests
{
    [Fact]
    public void Without_configuration_everything_is_simulated_and_little_is_done()
    {
        var policy = Read("");
        policy.Mode.ShouldBe(PolicyMode.Simulate);
        policy.Watch.ShouldBeNull();
        policy.Version.ShouldBe(new Policy().Version);
    }

    [Fact]
    public void All_of_it_is_read()
    {
        var policy = Read("""
            mode: enforce
            ladder:
              watch: observe
              review: {action: slow, requests_per_minute: 10}
              act: {action: cap_tokens, tokens_per_day: 50_000}
              likely: nothing
            campaigns: {c-1: suspend_account, c-2: nothing}
            least_confidence: 0.8
            parts_at_most: observe
            lifetime: 12h
            recent: 3d
            protect: {accounts: [a, b], organisations: acme, plans: [enterprise], names: ["vip-*"]}
            approval: {unattended: none, second_above_accounts: 5, second_above_spend: 10.5, growth_share: 0.1, growth_accounts: 3}
            price: {input_per_million: 1, output_per_million: 2}
            """);
        policy.Mode.ShouldBe(PolicyMode.Enforce);
        policy.Watch.ShouldBe(new LadderStep(DecisionAction.Observe));
        policy.Review.ShouldBe(new LadderStep(DecisionAction.Slow, RequestsPerMinute: 10));
        policy.Act.ShouldBe(new LadderStep(DecisionAction.CapTokens, TokensPerDay: 50_000));
        policy.Likely.ShouldBeNull();
        policy.Campaigns["c-1"].ShouldBe(new LadderStep(DecisionAction.SuspendAccount));
        policy.Campaigns["c-2"].ShouldBeNull();
        policy.Lifetime.ShouldBe(TimeSpan.FromHours(12));
        policy.Protection.Plans.ShouldBe([Plan.Enterprise]);
        policy.Protection.Organisations.ShouldBe(["acme"]);
        policy.Approval.ShouldBe(new ApprovalPolicy { Unattended = null, SecondAboveAccounts = 5, SecondAboveSpend = 10.5, GrowthShare = 0.1, GrowthAccounts = 3 });
        policy.Prices.ShouldBe(new PriceList(1, 2));
    }

    [Theory]
    [InlineData("mode: on", "stillhound.yaml:1: mode: expected one of simulate, enforce")]
    [InlineData("ladder: {act: ban}", "stillhound.yaml:1: ladder.act: expected one of nothing, observe, tag, verify, cap_tokens, slow, restrict, suspend_key, suspend_account")]
    [InlineData("ladder: {act: {tokens_per_day: 5}}", "stillhound.yaml:1: ladder.act: action is required")]
    [InlineData("ladder: {act: {action: tag, tokens_per_day: 5}}", "stillhound.yaml:1: ladder.act.tokens_per_day: is for cap_tokens")]
    [InlineData("ladder: {acts: tag}", "stillhound.yaml:1: unknown key 'ladder.acts'")]
    [InlineData("protect: {plans: [gold]}", "stillhound.yaml:1: protect.plans: expected some of free, edu, pro, team, api, enterprise")]
    [InlineData("lifetime: 1s", "stillhound.yaml:1: lifetime: expected a duration from 1m to 90d")]
    [InlineData("approval: {unattended: all}", "stillhound.yaml:1: approval.unattended: expected one of none, observe")]
    public void What_is_wrong_is_told_with_file_line_and_key(string yaml, string message) =>
        Should.Throw<ConfigurationException>(() => Read(yaml)).Message.ShouldStartWith(message);

    [Fact]
    public void Another_policy_has_another_version()
    {
        var policy = new Policy();
        Policy[] others =
        [
            policy with { Mode = PolicyMode.Enforce }, policy with { Watch = new(DecisionAction.Observe) }, policy with { Act = new(DecisionAction.CapTokens, 1) },
            policy with { Lifetime = TimeSpan.FromHours(1) }, policy with { Protection = new() { Names = ["x"] } }, policy with { Approval = new() { Unattended = null } },
            policy with { Prices = new(1, 1) }, policy with { LeastConfidence = 0.6 }, policy with { PartsAtMost = DecisionAction.Observe }, policy with { Recent = TimeSpan.FromDays(1) },
        ];
        others.Append(policy).Select(static p => p.Version).Distinct().Count().ShouldBe(others.Length + 1);
    }

    private static Policy Read(string yaml) => PolicyConfig.Read(YamlSection.Load(new StringReader(yaml), "stillhound.yaml", static _ => null));
}
