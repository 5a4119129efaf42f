namespace Stillhound.Server.Tests.Ingest.Following;

public sealed class CrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Killed_at_any_step_it_takes_in_every_line_once(bool copied)
    {
        for (var step = 0; ; step++)
        {
            using var rig = new FollowRig(kept: copied ? new RememberedPosition() : null) { KilledAfter = step };
            Live(rig, copied, out var deaths);
            rig.Journal.Accounts.ShouldBe(FollowRig.Names(Enumerable.Range(1, 24)), ignoreOrder: false, customMessage: $"killed after {step}");
            if (deaths == 0)
                return;
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Killed_again_and_again_it_takes_in_every_line_once(int steps)
    {
        using var rig = new FollowRig(kept: new RememberedPosition()) { KilledAfter = steps };
        Live(rig, copied: false, out var deaths, again: steps);
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(Enumerable.Range(1, 24)));
        deaths.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Lines_that_were_durable_before_the_kill_are_known_again()
    {
        // The first step is the first look, saved; the second hands lines on.
        using var rig = new FollowRig { KilledAfter = 3 };
        rig.Append(1, 2);
        rig.Poll();
        rig.IsDead.ShouldBeTrue();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        rig.Restart();
        rig.Append(3);
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
        rig.Journal.Repeated.ShouldBe(2);
    }

    [Fact]
    public void A_position_that_was_half_written_does_not_count()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        rig.Restart();
        File.WriteAllText(Directory.GetFiles(rig.State).ShouldHaveSingleItem() + ".new", "{\"gen");
        rig.Append(2);
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        rig.Journal.Repeated.ShouldBe(0);
    }

    private static void Live(FollowRig rig, bool copied, out int deaths, int again = -1)
    {
        deaths = 0;
        rig.Append(Enumerable.Range(1, 7));
        deaths += Poll(rig, again);
        rig.Append(8, 9);
        rig.Write(FollowRig.Line(10));
        Rotate(rig, copied);
        deaths += Poll(rig, again);
        rig.Append(Enumerable.Range(11, 3));
        deaths += Poll(rig, again);
        rig.Append(14, 15);
        Rotate(rig, copied);
        rig.Append(Enumerable.Range(16, 4));
        Rotate(rig, copied);
        rig.Append(Enumerable.Range(20, 5));
        deaths += Poll(rig, again);
        rig.KilledAfter = -1;
        Poll(rig, -1);
    }

    private static void Rotate(FollowRig rig, bool copied)
    {
        for (var i = 8; i > 0; i--)
        {
            if (File.Exists(rig.In($"app.log.{i}")))
                File.Move(rig.In($"app.log.{i}"), rig.In($"app.log.{i + 1}"));
        }

        if (!copied)
        {
            File.Move(rig.Log, rig.In("app.log.1"));
            return;
        }

        File.Copy(rig.Log, rig.In("app.log.1"));
        rig.Cut();
    }

    private static int Poll(FollowRig rig, int again)
    {
        var deaths = 0;
        for (var looks = 0; looks < 3; looks++)
        {
            rig.Settle();
            if (!rig.IsDead)
                continue;
            rig.Restart();
            rig.KilledAfter = again;
            deaths++;
            looks--;
        }

        return deaths;
    }
}
