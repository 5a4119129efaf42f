using Microsoft.Extensions.Logging;
using Stillhound.Server.Configuration.Reloading;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Tests.Configuration.Reloading;

public sealed class ConfigReloadTests
{
    private const string NewToken = "a-new-token-of-enough-characters";

    [Fact]
    public void A_policy_takes_effect_at_once()
    {
        using var rig = new ReloadRig();
        rig.Replace("mode: simulate", "mode: enforce");
        var outcome = rig.Reload.Reload("file");
        outcome.Changed.ShouldBe(["policy.mode"]);
        outcome.NeedsRestart.ShouldBeEmpty();
        rig.Book.Policy.Mode.ShouldBe(PolicyMode.Enforce);
        rig.PolicyChanges.ShouldBe(1);
        rig.Entries.Select(static e => e.Type).ShouldBe(["policy.adopted", "config.loaded"]);
        rig.Entries.Last().Payload.ShouldBe($$"""{"by":"file","changed":["policy.mode"],"hash":"{{outcome.Hash}}","needs_restart":[]}""");
        rig.Metrics.Write().ShouldContain("stillhound_config_reloads_total{result=\"applied\"} 1");
    }

    [Fact]
    public void A_token_is_rotated()
    {
        using var rig = new ReloadRig();
        var before = File.ReadAllText(rig.Token("ingest")).Trim();
        File.WriteAllText(rig.Token("ingest"), NewToken);
        rig.Settle();
        rig.Tokens.Find(before).ShouldBeNull();
        rig.Tokens.Find(NewToken)!.Name.ShouldBe("ingest");
        rig.Reload.InForce.Changed.ShouldBe(["access.tokens"]);
        rig.Entries.ShouldAllBe(static e => !e.Payload.Contains(NewToken, StringComparison.Ordinal));
        rig.Lines.ShouldAllBe(static line => !line.Contains(NewToken, StringComparison.Ordinal));
    }

    [Fact]
    public void The_token_that_gateways_ask_with_is_rotated()
    {
        using var rig = new ReloadRig();
        var before = File.ReadAllText(rig.Token("gateway")).Trim();
        File.WriteAllText(rig.Token("gateway"), NewToken);
        rig.Settle();
        foreach (var keys in new[] { rig.Started.Enforce.Authorization.Keys, rig.Started.Enforce.RateLimit.Keys, rig.Started.Enforce.Guardrail.Keys, rig.Started.Enforce.Nginx.Keys })
        {
            keys.NameOf(before).ShouldBeNull();
            keys.NameOf(NewToken).ShouldNotBeNull();
        }

        rig.Reload.InForce.Changed.ShouldBe(["access.tokens", "enforce.token"]);
    }

    [Fact]
    public void A_section_gets_a_token_of_its_own()
    {
        using var rig = new ReloadRig();
        var shared = File.ReadAllText(rig.Token("gateway")).Trim();
        rig.Replace("  token_file: keys/gateway.token\n\nlog:", $"  token_file: keys/gateway.token\n  nginx: {{token: {NewToken}}}\n\nlog:");
        rig.Reload.Reload("file").Changed.ShouldBe(["enforce.nginx.token"]);
        rig.Started.Enforce.Nginx.Keys.NameOf(NewToken).ShouldNotBeNull();
        rig.Started.Enforce.Nginx.Keys.NameOf(shared).ShouldBeNull();
        rig.Started.Enforce.Guardrail.Keys.NameOf(shared).ShouldNotBeNull("the others have theirs");
    }

    [Fact]
    public void A_gateway_server_is_never_opened_while_it_runs()
    {
        using var rig = new ReloadRig();
        var shared = File.ReadAllText(rig.Token("gateway")).Trim();
        rig.Replace("  token_file: keys/gateway.token\n\nlog:", "\nlog:");
        rig.Reload.Reload("file").NeedsRestart.ShouldBe(["enforce.token"]);
        rig.Started.Enforce.Nginx.Keys.IsOpen.ShouldBeFalse();
        rig.Started.Enforce.Nginx.Keys.NameOf(shared).ShouldNotBeNull();
    }

    [Fact]
    public void The_log_level_takes_effect_at_once()
    {
        using var rig = new ReloadRig();
        rig.Replace("level: information", "level: debug");
        rig.Reload.Reload("file").Changed.ShouldBe(["log.level"]);
        rig.Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void What_needs_a_restart_is_named_until_it_is_taken_back()
    {
        using var rig = new ReloadRig();
        rig.Replace("http: 127.0.0.1:8470", "http: 127.0.0.1:8471");
        rig.Replace("keep_for: 14d", "keep_for: 15d");
        rig.Replace("mode: simulate", "mode: enforce");
        var outcome = rig.Reload.Reload("file");
        outcome.Changed.ShouldBe(["policy.mode"]);
        outcome.NeedsRestart.ShouldBe(["journal.keep_for", "listen.http"]);
        rig.Lines.ShouldContain("needs restart: listen.http");
        rig.Metrics.Write().ShouldContain("stillhound_config_needs_restart 2");
        rig.Replace("http: 127.0.0.1:8471", "http: 127.0.0.1:8470");
        outcome = rig.Reload.Reload("file");
        outcome.Changed.ShouldBeEmpty();
        outcome.NeedsRestart.ShouldBe(["journal.keep_for"]);
    }

    [Fact]
    public void The_same_written_otherwise_is_no_change()
    {
        using var rig = new ReloadRig();
        rig.Replace("segment_size: 128MB", "segment_size: 131072KB");
        rig.Replace("  connections: 20000\n", "");
        var outcome = rig.Reload.Reload("file");
        outcome.Applied.ShouldBeTrue();
        outcome.Changed.ShouldBeEmpty();
        outcome.NeedsRestart.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mode: simulate", "mode: shout", ": policy.mode: expected one of simulate, enforce")]
    [InlineData("mode: simulate", "mod: enforce", "unknown key 'policy.mod'")]
    [InlineData("keep_for: 14d", "keep_for: 14", ": journal.keep_for: expected a duration")]
    [InlineData("policy:", "policy: [", "stillhound.yaml:")]
    public void What_is_wrong_is_told_and_the_old_configuration_stays(string before, string after, string problem)
    {
        using var rig = new ReloadRig();
        // What would be right must not be taken either.
        rig.Replace("level: information", "level: debug");
        File.WriteAllText(rig.Token("ingest"), NewToken);
        rig.Replace(before, after);
        rig.Settle();
        rig.Level.ShouldBe(LogLevel.Information);
        rig.Tokens.Find(NewToken).ShouldBeNull();
        rig.Book.Policy.Version.ShouldBe(rig.Started.Policy.Version);
        rig.Reload.Refused!.Problem.ShouldNotBeNull().ShouldContain(problem);
        rig.Lines.ShouldHaveSingleItem().ShouldContain(problem);
        rig.Metrics.Write().ShouldContain("stillhound_config_reloads_total{result=\"refused\"} 1");
        rig.Entries.ShouldHaveSingleItem().Type.ShouldBe("config.refused");
        rig.Replace(after, before);
        rig.Settle();
        rig.Reload.Refused.ShouldBeNull();
        rig.Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void A_configuration_that_is_gone_or_whose_secret_is_gone_is_refused()
    {
        using var rig = new ReloadRig();
        File.Delete(rig.Token("ingest"));
        rig.Settle();
        rig.Reload.Refused!.Problem.ShouldNotBeNull().ShouldContain("access.tokens[0].token_file");
        File.Delete(rig.File);
        rig.Settle();
        rig.Reload.Refused!.Hash.ShouldBe("missing");
        rig.Metrics.Write().ShouldContain("stillhound_config_reloads_total{result=\"refused\"} 2");
    }

    [Fact]
    public void What_the_ledger_does_not_take_has_not_happened()
    {
        using var rig = new ReloadRig();
        rig.Ledger.Full = true;
        rig.Replace("mode: simulate", "mode: enforce");
        rig.Replace("level: information", "level: debug");
        rig.Reload.Reload("file").Applied.ShouldBeFalse();
        rig.Book.Policy.Mode.ShouldBe(PolicyMode.Simulate);
        rig.Level.ShouldBe(LogLevel.Information);
        rig.Ledger.Full = false;
        rig.Reload.Reload("token:admin").Changed.ShouldBe(["log.level", "policy.mode"]);
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_is_read_is_read_again()
    {
        ReloadRig? rig = null;
        var reads = 0;
        using var made = rig = new ReloadRig(read: path =>
        {
            var bytes = File.ReadAllBytes(path);
            // The token's file changes after the configuration was read and before it is all in.
            if (path.EndsWith("ingest.token", StringComparison.Ordinal) && reads++ == 0)
                File.WriteAllText(path, NewToken);
            return bytes;
        });
        rig.Replace("mode: simulate", "mode: enforce");
        rig.Reload.Reload("file").Changed.ShouldBe(["access.tokens", "policy.mode"]);
        rig.Tokens.Find(NewToken).ShouldNotBeNull();
    }

    [Fact]
    public void A_file_that_never_keeps_still_is_refused()
    {
        var reads = 0;
        using var rig = new ReloadRig(read: path => [.. File.ReadAllBytes(path), .. System.Text.Encoding.UTF8.GetBytes($"\n# {reads++}\n")]);
        rig.Reload.Reload("file").Problem.ShouldNotBeNull().ShouldContain("changes while it is read");
    }

}
