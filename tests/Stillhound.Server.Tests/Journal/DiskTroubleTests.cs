using System.Diagnostics;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>A disk that is full or broken.</summary>
public sealed class DiskTroubleTests : IDisposable
{
    private static readonly JournalOptions Small = new() { SegmentBytes = 4096 };
    private readonly TestFolder _folder = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_what_waits_and_loses_nothing_that_was_acknowledged()
    {
        var kept = new List<long>();
        using (var journal = _folder.Open(Small, _disk))
        {
            for (var i = 0; i < 300; i++)
            {
                // Full after every number of bytes, also in the middle of headers and of new segments.
                _disk.Room = i % 3 == 0 ? i : long.MaxValue;
                try
                {
                    await journal.AppendAsync(Samples.Frame(i));
                    kept.Add(i);
                    journal.Trouble.ShouldBeNull();
                }
                catch (JournalFullException e)
                {
                    e.Message.ShouldContain("No space left");
                    journal.Trouble.ShouldBe(e);
                    new FileInfo(_folder.Segments[^1]).Length.ShouldBe(journal.BytesOnDisk - _folder.Segments[..^1].Sum(static f => new FileInfo(f).Length));
                }
            }

            kept.Count.ShouldBeInRange(200, 299);
            journal.Times().ShouldBe(kept);
        }

        using var again = _folder.Open(Small);
        again.Times().ShouldBe(kept);
        again.CutBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_group_that_does_not_fit_fails_whole()
    {
        using var proceed = new ManualResetEventSlim();
        using var flushing = new ManualResetEventSlim();
        using var journal = _folder.Open(disk: _disk);
        _disk.Flushing = () =>
        {
            flushing.Set();
            proceed.Wait();
        };
        var first = journal.AppendAsync(Samples.Frame(0)).AsTask();
        flushing.Wait(TestContext.Current.CancellationToken);
        var group = Enumerable.Range(1, 10).Select(i => journal.AppendAsync(Samples.Frame(i)).AsTask()).ToList();
        _disk.Room = 1000;
        proceed.Set();
        await first;
        foreach (var append in group)
            await Should.ThrowAsync<JournalFullException>(() => append);
        journal.Times().ShouldBe([0]);
        _disk.Room = long.MaxValue;
        await journal.AppendAsync(Samples.Frame(11));
        journal.Times().ShouldBe([0, 11]);
    }

    [Fact]
    public async Task A_flush_that_fails_is_the_end_until_the_journal_is_opened_anew()
    {
        using (var journal = _folder.Open(disk: _disk))
        {
            await journal.AppendAsync(Samples.Frame(0));
            _disk.CanFlush = false;
            (await Should.ThrowAsync<JournalFailedException>(async () => await journal.AppendAsync(Samples.Frame(1)))).Message.ShouldContain("a flush failed");
            _disk.CanFlush = true;
            await Should.ThrowAsync<JournalFailedException>(async () => await journal.AppendAsync(Samples.Frame(2)));
            journal.Trouble.ShouldBeOfType<JournalFailedException>();
            journal.Times().ShouldBe([0]);
        }

        using var again = _folder.Open();
        again.Times().ShouldBe([0], "what may not be on the disk is not found there either");
        await again.AppendAsync(Samples.Frame(3));
        again.Times().ShouldBe([0, 3]);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_the_end_too()
    {
        using (var journal = _folder.Open(disk: _disk))
        {
            await journal.AppendAsync(Samples.Frame(0));
            (_disk.Room, _disk.CanTruncate) = (100, false);
            (await Should.ThrowAsync<JournalFailedException>(async () => await journal.AppendAsync(Samples.Frame(1)))).Message.ShouldContain("could not be taken back");
            journal.Times().ShouldBe([0]);
        }

        using var again = _folder.Open();
        again.Times().ShouldBe([0]);
        again.CutBytes.ShouldBe(100);
    }

    [Fact]
    public async Task A_new_segment_whose_name_may_not_last_is_the_end()
    {
        var kept = new List<long>();
        using (var journal = _folder.Open(Small, _disk))
        {
            _disk.CanFlushFolder = false;
            var error = await Should.ThrowAsync<JournalFailedException>(async () =>
            {
                for (var i = 0; ; i++)
                {
                    await journal.AppendAsync(Samples.Frame(i));
                    kept.Add(i);
                }
            });
            error.Message.ShouldContain("new segment");
        }

        kept.ShouldNotBeEmpty();
        using var again = _folder.Open(Small);
        again.Times().ShouldBe(kept);
    }

    [Fact]
    public async Task A_real_disk_that_is_full_takes_frames_again_once_there_is_room()
    {
        var mount = Directory.CreateTempSubdirectory("journal-tmpfs-").FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount), "a small disk cannot be mounted here (that takes root)");
        try
        {
            using var folder = new TestFolder(mount);
            var kept = new List<long>();
            using (var journal = folder.Open(new JournalOptions { SegmentBytes = 50_000 }))
            {
                var ballast = Path.Combine(mount, "ballast");
                File.WriteAllBytes(ballast, new byte[60_000]);
                var full = 0;
                for (var i = 0; full < 20; i++)
                    full += await Append(journal, i, kept) ? 0 : 1;
                var before = kept.Count;
                before.ShouldBeGreaterThan(100);
                File.Delete(ballast);
                for (var i = 10_000; i < 10_100; i++)
                    await Append(journal, i, kept);
                kept.Count.ShouldBe(before + 100);
                journal.Times().ShouldBe(kept);
            }

            using var again = folder.Open();
            again.Times().ShouldBe(kept);
        }
        finally
        {
            Run("umount", mount).ShouldBeTrue();
            Directory.Delete(mount);
        }
    }

    private static async Task<bool> Append(FrameJournal journal, int i, List<long> kept)
    {
        try
        {
            await journal.AppendAsync(Samples.Frame(i));
            kept.Add(i);
            return true;
        }
        catch (JournalFullException e)
        {
            e.Message.ShouldContain("No space left");
            return false;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
