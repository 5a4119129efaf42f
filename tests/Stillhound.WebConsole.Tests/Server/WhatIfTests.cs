using Stillhound.Core.Campaigns;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Tests.Decisions.Support;
using Stillhound.WebConsole.Data.WhatIf;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class WhatIfTests
{
    private static readonly string Yaml = """
        # a word about detection
        detect:
          sweep: 10m
          # kept
          act_log10_odds: 6

        # what follows from verdicts
        policy:
          mode: simulate
        """.ReplaceLineEndings("\n");

    [Fact]
    public void Two_sections_are_shown_and_nothing_else() =>
        ConfigSections.Of("version: 1\naccess:\n  tokens: [{token: secret}]\n" + Yaml + "\nenforce:\n  token: secret\n", "detect", "policy")
            .ShouldBe("detect:\n  sweep: 10m\n  # kept\n  act_log10_odds: 6\npolicy:\n  mode: simulate\n");

    [Fact]
    public void A_section_that_is_not_there_is_empty() => ConfigSections.Of("version: 1\n", "detect", "policy").ShouldBe("detect:\npolicy:\n");

    [Theory]
    [InlineData("policy:\n  mode: sometimes\n", "what-if:2")]
    [InlineData("policy:\n  ladder: {act: bann}\n", "policy.ladder.act")]
    [InlineData("detect:\n  swep: 10m\n", "what-if:2")]
    [InlineData("listen:\n  http: 0.0.0.0:80\n", "listen")]
    [InlineData("policy: [\n", "what-if")]
    public void What_is_wrong_is_told_with_its_line_or_key(string yaml, string told) =>
        Should.Throw<ConfigurationException>(() => WhatIfConfig.Read(yaml, Now, Yaml)).Message.ShouldContain(told);

    [Fact]
    public void Thresholds_and_policy_are_those_of_the_text_and_all_else_stays()
    {
        var asked = WhatIfConfig.Read("detect:\n  act_log10_odds: 9\npolicy:\n  mode: enforce\n", Now, Yaml);
        asked.Detect.Engine.ShouldNotBe(Now.Detect.Engine);
        asked.Policy.Mode.ShouldBe(PolicyMode.Enforce);
        asked.State.ShouldBe(Now.State);
    }

    [Fact]
    public void The_servers_environment_is_not_told()
    {
        Environment.SetEnvironmentVariable("STILLHOUND_TEST_SECRET", "hidden-value");
        Should.Throw<ConfigurationException>(() => WhatIfConfig.Read("policy:\n  mode: ${STILLHOUND_TEST_SECRET}\n", Now, Yaml)).Message.ShouldNotContain("hidden-value");
    }

    [Fact]
    public async Task A_wrong_text_comes_back_with_what_is_wrong_in_it_and_is_not_played()
    {
        await using var host = await ServedHost.StartAsync();
        using var lyst = await host.SignInAsync("lyst");
        var page = await lyst.ActAsync("/act/replay/start", "/replay", ("yaml", "policy:\n  mode: never-<b>\n"), ("days", "7"));
        page.ShouldContain("what-if:2");
        page.ShouldContain("never-&lt;b&gt;");
        page.ShouldContain("Nobody has asked yet");
    }

    [Fact]
    public async Task A_viewer_may_not_play_and_sees_the_configuration_without_its_secrets()
    {
        await using var host = await ServedHost.StartAsync();
        using var vera = await host.SignInAsync("vera");
        var page = await vera.ReadAsync("/replay");
        page.ShouldContain("mode: enforce");
        page.ShouldNotContain("token_file");
        page.ShouldNotContain("/act/replay/start");
        using var answer = await vera.SendAsync("/act/replay/start", "/replay", ("yaml", Yaml));
        answer.Headers.Location!.ToString().ShouldContain("/refused");
    }

    [Fact]
    public async Task What_another_policy_would_have_done_stands_beside_what_this_one_does()
    {
        await using var host = await ServedHost.StartAsync();
        await host.Host.State.Intake.TickAsync();
        using var lyst = await host.SignInAsync("lyst");
        var page = await lyst.ActAsync("/act/replay/start", "/replay", ("yaml", "policy:\n  mode: simulate\n"), ("days", ""));
        while (page.Contains("Stop</button>", StringComparison.Ordinal))
            page = await lyst.ReadAsync("/replay/1");
        page.ShouldContain("Both sides");
        page.ShouldContain("Nothing would be decided otherwise.");
        (await lyst.ReadAsync("/export/replay/1/campaigns.json")).Trim().ShouldBe("[]");
        host.Host.State.Decisions.Policy.Mode.ShouldBe(PolicyMode.Enforce);
    }

    [Fact]
    public async Task One_is_played_at_a_time_and_can_be_stopped()
    {
        await using var host = await ServedHost.StartAsync();
        using var begun = new ManualResetEventSlim();
        using var runs = new ReplayRuns(TimeProvider.System)
        {
            Play = (_, _, run) =>
            {
                begun.Set();
                run.Cancellation.WaitHandle.WaitOne();
                throw new OperationCanceledException();
            },
        };
        var state = host.State;
        var first = runs.Start(state, "ann", Yaml, "");
        begun.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken).ShouldBeTrue();
        Should.Throw<ActRefusedException>(() => runs.Start(state, "ben", Yaml, "")).Message.ShouldContain("one at a time");
        runs.Stop("1");
        SpinWait.SpinUntil(() => first.State != ReplayState.Running, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        first.State.ShouldBe(ReplayState.Stopped);
    }

    [Fact]
    public void Campaigns_that_differ_say_how()
    {
        var before = Found.Campaign("c-1", Tier.Act, Found.Accounts(30));
        CampaignShift.Of(new(before, before with { Tier = Tier.Review })).Change.ShouldBe("lower tier");
        CampaignShift.Of(new(before, null)).Change.ShouldBe("no longer found");
        CampaignShift.Of(new(null, before)).Change.ShouldBe("found");
        CampaignShift.Of(new(before, before with { Members = Found.Accounts(31) })).Change.ShouldBe("other accounts");
        CampaignShift.Of(new(before, before)).IsSame.ShouldBeTrue();
    }

    private static ServerOptions Now { get; } = ServerConfig.Parse(new StringReader("version: 1\n" + Yaml), "stillhound.yaml", static _ => null);
}
