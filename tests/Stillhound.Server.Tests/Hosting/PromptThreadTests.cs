using Stillhound.Server.Hosting;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>A thread that is to run soon asks for nothing that it has no right to.</summary>
public sealed class PromptThreadTests
{
    [Fact]
    public void Asking_leaves_the_priority_as_it_is()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var (before, after) = (0, 1);
        var thread = new Thread(() =>
        {
            before = Nice();
            PromptThread.Ask();
            PromptThread.GiveWay();
            after = Nice();
        });
        thread.Start();
        thread.Join();
        after.ShouldBe(before);
    }

    // The nineteenth field of the line (proc(5)); the second, a name in brackets, may hold blanks.
    private static int Nice()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }
}
