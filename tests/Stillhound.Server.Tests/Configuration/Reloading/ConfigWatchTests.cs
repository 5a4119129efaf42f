using Stillhound.Server.Configuration.Reloading;

namespace Stillhound.Server.Tests.Configuration.Reloading;

public sealed class ConfigWatchTests
{
    [Fact]
    public void Nothing_is_read_again_while_nothing_changes()
    {
        using var rig = new ReloadRig();
        rig.Settle();
        rig.Settle();
        rig.Entries.ShouldBeEmpty();
        rig.Metrics.Write().ShouldContain("stillhound_config_reloads_total{result=\"applied\"} 0");
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_left_alone()
    {
        using var rig = new ReloadRig();
        rig.Replace("mode: simulate", "mode: enf");
        rig.Watch.Look();
        rig.Replace("mode: enf", "mode: enforce");
        rig.Watch.Look();
        rig.Entries.ShouldBeEmpty();
        rig.Watch.Look();
        rig.Reload.InForce.Changed.ShouldBe(["policy.mode"]);
        rig.Reload.Refused.ShouldBeNull();
    }

    [Fact]
    public void What_was_refused_is_not_tried_again_until_it_changes()
    {
        using var rig = new ReloadRig();
        rig.Replace("mode: simulate", "mode: shout");
        rig.Settle();
        rig.Settle();
        rig.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public void The_key_of_names_is_watched_and_needs_a_restart()
    {
        using var rig = new ReloadRig();
        File.AppendAllText(Path.Combine(rig.Folder, "keys", "names.key"), "# another line\n");
        rig.Settle();
        rig.Reload.InForce.NeedsRestart.ShouldBe(["privacy.key_file"]);
    }

    [Fact]
    public void It_looks_every_few_seconds()
    {
        using var rig = new ReloadRig();
        var time = new Journal.ManualTime(rig.Time.GetUtcNow());
        using var watch = new ConfigWatch(rig.Reload, time);
        watch.Start();
        rig.Replace("mode: simulate", "mode: enforce");
        time.Advance(ConfigWatch.Every);
        rig.Entries.ShouldBeEmpty();
        time.Advance(ConfigWatch.Every);
        rig.Reload.InForce.Changed.ShouldBe(["policy.mode"]);
    }
}
