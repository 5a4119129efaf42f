namespace Stillhound.Server.Tests.Ingest.Following;

public sealed class RotationTests
{
    [Fact]
    public void The_rest_of_a_file_that_was_rotated_comes_before_the_new_one()
    {
        using var rig = new FollowRig();
        rig.Append(1, 2);
        rig.Poll();
        rig.Append(3);
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Append(4);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3, 4));
        rig.Status.Generation.ShouldBe(1);
    }

    [Fact]
    public void A_writer_may_go_on_in_the_old_file_until_it_knows()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Poll();
        FollowRig.Write(rig.In("app.log.1"), FollowRig.Line(2) + "\n");
        rig.Poll();
        rig.Append(4);
        rig.Poll();
        rig.Clock.Advance(rig.Options.Settle / 2);
        FollowRig.Write(rig.In("app.log.1"), FollowRig.Line(3) + "\n");
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3, 4));
    }

    [Fact]
    public void The_last_line_of_a_rotated_file_needs_no_end()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Write(FollowRig.Line(2));
        rig.Poll();
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Append(3);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
    }

    [Theory]
    [InlineData("app.log.3", "app.log.2", "app.log.1")]
    [InlineData("app.log-20261119", "app.log-20261120", "app.log-20261121")]
    [InlineData("app-2026-11-19.log", "app-2026-11-20.log", "app-2026-11-21.log")]
    public void Files_that_were_rotated_while_nobody_looked_are_read_in_their_order(string oldest, string middle, string newest)
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        rig.Restart();
        rig.Append(2);
        File.Move(rig.Log, rig.In(oldest));
        rig.Append(3, 4);
        File.Move(rig.Log, rig.In(middle));
        rig.Append(5);
        File.Move(rig.Log, rig.In(newest));
        rig.Append(6);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void Files_from_before_the_first_look_are_left_alone()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Poll();
        rig.Restart();
        rig.Append(2);
        File.Move(rig.In("app.log.1"), rig.In("app.log.2"));
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Append(3);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(2, 3));
    }

    [Fact]
    public void A_file_that_was_cut_is_read_from_its_start()
    {
        using var rig = new FollowRig();
        rig.Append(1, 2, 3);
        rig.Poll();
        rig.Cut();
        rig.Poll();
        rig.Append(4);
        rig.Poll();
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3, 4));
    }

    [Fact]
    public void A_file_that_was_cut_and_has_outgrown_its_old_length_is_read_from_its_start()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        rig.Cut();
        rig.Append(2, 3, 4, 5);
        rig.Poll();
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3, 4, 5));
    }

    [Fact]
    public void What_was_not_read_before_a_cut_is_read_from_the_copy()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        rig.Append(2);
        File.Copy(rig.Log, rig.In("app.log.1"));
        rig.Cut();
        rig.Append(3);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
        rig.Status.Lost.ShouldBe(0);
    }

    [Fact]
    public void What_was_seen_and_is_gone_is_counted()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Write("{\"time\"");
        rig.Poll();
        rig.Cut();
        rig.Append(2);
        rig.Poll();
        rig.Poll();
        rig.Status.Lost.ShouldBe(7);
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
    }

    [Fact]
    public void A_file_that_was_deleted_is_read_to_its_end_and_the_one_made_anew_from_its_start()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        rig.Append(2);
        File.Delete(rig.Log);
        rig.Poll();
        rig.Append(3);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
    }

    [Fact]
    public void A_file_that_was_moved_away_and_back_is_the_same_file()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Settle();
        File.Move(rig.In("app.log.1"), rig.Log);
        rig.Append(2);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        rig.Journal.Repeated.ShouldBe(0);
        rig.Status.Generation.ShouldBe(0);
    }

    [Fact]
    public void Files_that_begin_alike_are_told_apart()
    {
        using var rig = new FollowRig();
        var header = "# " + new string('h', 300) + "\n";
        rig.Write(header);
        rig.Poll();
        rig.Append(1);
        rig.Poll();
        File.Move(rig.Log, rig.In("app.log.1"));
        rig.Write(header);
        rig.Append(2);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
    }

    [Fact]
    public void Compressed_files_are_left_alone()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        rig.Restart();
        File.Move(rig.Log, rig.In("app.log.2.gz"));
        File.WriteAllBytes(rig.In("app.log.1"), [0x1f, 0x8b, 8, 0, (byte)'\n']);
        rig.Append(2);
        rig.Settle();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        rig.Rejects.ShouldBeEmpty();
    }
}
