using Stillhound.Formats.Records;

namespace Stillhound.Server.Tests.Ingest.Following;

public sealed class FileFollowerTests
{
    [Fact]
    public void Only_lines_that_are_written_later_are_taken_in()
    {
        using var rig = new FollowRig(fromStart: false);
        rig.Append(1, 2);
        rig.Write(FollowRig.Line(3));
        rig.Poll();
        rig.Write("\n");
        rig.Append(4);
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(3, 4));
    }

    [Fact]
    public void Where_it_is_asked_for_what_stands_there_is_taken_in_too()
    {
        using var rig = new FollowRig();
        rig.Append(Enumerable.Range(1, 20));
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(Enumerable.Range(1, 20)));
        rig.Status.Lines.ShouldBe(20);
        rig.Status.Accepted.ShouldBe(20);
        rig.Status.Behind.ShouldBe(0);
        rig.Status.Offset.ShouldBe(new FileInfo(rig.Log).Length);
    }

    [Fact]
    public void A_line_waits_for_its_end()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Write(FollowRig.Line(2)[..20]);
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1));
        rig.Status.Behind.ShouldBe(20);
        rig.Write(FollowRig.Line(2)[20..] + "\n");
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
    }

    [Fact]
    public void A_line_that_is_not_json_takes_none_of_its_neighbours_with_it()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Write("[\n{\"time\": \"\n");
        rig.Append(2, 3);
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
        rig.Status.RejectedBy.Values.Sum().ShouldBe(2);
        rig.Rejects.Select(static r => r.Line).ShouldBe([2, 3]);
        rig.Rejects[0].Offset.ShouldBe(FollowRig.Line(1).Length + 1);
        rig.Status.Samples.ShouldAllBe(static r => r.Excerpt.IsEmpty);
    }

    [Fact]
    public void A_line_beyond_the_limit_is_refused_and_passed_over()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Write(new string('y', 10_000));
        rig.Poll();
        rig.Restart();
        rig.Write(new string('y', 10_000));
        rig.Poll();
        rig.Write("y\n");
        rig.Append(2);
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        rig.Rejects.ShouldHaveSingleItem().Reason.ShouldBe(RejectReason.TooLong);
        rig.Rejects[0].Line.ShouldBe(2);
    }

    [Fact]
    public void Of_a_hole_in_a_file_that_was_cut_under_its_writer_only_the_lines_behind_it_count()
    {
        using var rig = new FollowRig();
        rig.Append(1, 2, 3);
        rig.Poll();
        rig.Cut();
        rig.Write(new string('\0', 5000) + FollowRig.Line(4) + "\n");
        rig.Append(5);
        rig.Poll();
        rig.Poll();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3, 4, 5));
        rig.Rejects.ShouldBeEmpty();
    }

    [Fact]
    public void What_cannot_be_made_durable_is_tried_again()
    {
        using var rig = new FollowRig();
        rig.Append(1, 2);
        rig.Refusal = new IOException("the disk is full");
        rig.Poll();
        rig.Status.LastError.ShouldBe("the disk is full");
        rig.Status.Offset.ShouldBe(0);
        rig.Refusal = null;
        rig.Poll();
        rig.Status.LastError.ShouldBeNull();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        rig.Journal.Repeated.ShouldBe(0);
    }

    [Fact]
    public void A_file_that_is_not_there_is_waited_for_and_read_whole()
    {
        using var rig = new FollowRig(fromStart: false);
        rig.Poll();
        rig.Status.Found.ShouldBeFalse();
        rig.Status.LastError.ShouldBeNull();
        rig.Restart();
        rig.Append(1, 2);
        rig.Poll();
        rig.Status.Found.ShouldBeTrue();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_reported_until_it_is_gone()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        File.Delete(rig.Log);
        Directory.CreateDirectory(rig.Log);
        rig.Settle();
        rig.Status.LastError.ShouldBe($"{rig.Log} is a folder");
        rig.Restart();
        rig.Poll();
        rig.Status.LastError.ShouldBe($"{rig.Log} is a folder");
        Directory.Delete(rig.Log);
        rig.Append(2);
        rig.Poll();
        rig.Poll();
        rig.Status.LastError.ShouldBeNull();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_reported_until_it_can()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("links need rights here");
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        File.Move(rig.Log, rig.In("app.log.1"));
        File.CreateSymbolicLink(rig.Log, rig.Log);
        FollowRig.Write(rig.In("app.log.1"), FollowRig.Line(2) + "\n");
        rig.Poll();
        rig.Status.LastError.ShouldNotBeNull().ShouldStartWith($"{rig.Log} cannot be read: ");
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2));
        File.Delete(rig.Log);
        rig.Append(3);
        rig.Settle();
        rig.Status.LastError.ShouldBeNull();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1, 2, 3));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_reported_until_it_may()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("rights are kept otherwise here");
            return;
        }

        if (Environment.IsPrivilegedProcess)
            Assert.Skip("whoever runs this may read everything");
        using var rig = new FollowRig();
        rig.Append(1);
        File.SetUnixFileMode(rig.Log, UnixFileMode.None);
        rig.Poll();
        rig.Status.LastError.ShouldNotBeNull().ShouldStartWith($"{rig.Log} cannot be read: ");
        File.SetUnixFileMode(rig.Log, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        rig.Poll();
        rig.Status.LastError.ShouldBeNull();
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1));
    }

    [Fact]
    public void A_compressed_file_is_reported_and_not_read()
    {
        using var rig = new FollowRig();
        File.WriteAllBytes(rig.Log, [0x1f, 0x8b, 8, 0, (byte)'\n', 1, 2, 3]);
        rig.Poll();
        rig.Status.LastError.ShouldNotBeNull().ShouldContain("is compressed");
        rig.Status.Lines.ShouldBe(0);
    }

    [Fact]
    public void A_damaged_position_is_reported_and_nothing_is_guessed()
    {
        using var rig = new FollowRig();
        rig.Append(1);
        rig.Poll();
        var saved = Directory.GetFiles(rig.State).ShouldHaveSingleItem();
        File.WriteAllText(saved, "{\"generation\":");
        rig.Restart();
        rig.Append(2);
        rig.Poll();
        rig.Status.LastError.ShouldNotBeNull().ShouldContain("delete it to begin anew");
        rig.Journal.Accounts.ShouldBe(FollowRig.Names(1));
    }

    [Fact]
    public async Task It_goes_on_at_full_speed_while_behind_and_looks_again_after_a_pause()
    {
        var end = TestContext.Current.CancellationToken;
        using var rig = new FollowRig();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end);
        rig.Append(Enumerable.Range(1, 50));
        var run = Task.Run(() => rig.Follower.RunAsync(stop.Token), end);
        await rig.Clock.SomebodyWaitsAsync(end);
        rig.Journal.Accounts.Count.ShouldBe(50);
        rig.Append(51);
        rig.Clock.Advance(rig.Options.Poll);
        await rig.Clock.SomebodyWaitsAsync(end);
        rig.Journal.Accounts.Count.ShouldBe(51);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
    }
}
