using System.Runtime.InteropServices;

namespace Stillhound.Server.Hosting;

/// <summary>
/// Has the calling thread run soon after it is woken, and give way as soon. Linux gives each thread a slice of time, by default a millisecond or more, and lets one
/// that runs end its own before another that was woken takes its place, unless that asks for a shorter one (since 6.12). It gets
/// no larger part of the processors for it, so it needs no rights. Elsewhere it does nothing.
/// </summary>
internal static partial class PromptThread
{
    private const ulong ShortestSlice = 100_000; // nanoseconds; the kernel takes none that is shorter
    private const int OfThisThread = 0;
    private const int SetAttributes = 314, SetAttributesOnArm = 274; // sched_setattr: libc has no function for it everywhere

    [ThreadStatic]
    private static bool s_hasAsked;

    [ThreadStatic]
    private static bool s_isPrompt;

    /// <summary>Does it, once for each thread; not for threads of the pool, which others use as well.</summary>
    public static void Ask()
    {
        if (s_hasAsked)
            return;
        s_hasAsked = true;
        if (!OperatingSystem.IsLinux() || Thread.CurrentThread.IsThreadPoolThread || NumberOfCall() is not { } number)
            return;
        // What is not told is set to nothing: the thread's priority has to be told as it is. An error leaves it as it was, which is well too.
        var how = new Attributes { Size = (uint)Marshal.SizeOf<Attributes>(), Nice = GetPriority(OfThisThread, OfThisThread), Runtime = ShortestSlice };
        s_isPrompt = Call(number, OfThisThread, in how, 0) == 0;
    }

    /// <summary>
    /// Lets whoever waits for this processor have it, in the midst of long work: otherwise one that was woken waits for the next tick of the clock, up
    /// to four milliseconds. It gives up what is left of a slice, so only threads with a short one do it.
    /// </summary>
    public static void GiveWay()
    {
        if (s_isPrompt)
            Thread.Yield();
    }

    private static nint? NumberOfCall() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => SetAttributes,
        Architecture.Arm64 => SetAttributesOnArm,
        _ => null,
    };

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int who);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint thread, in Attributes how, nint flags);
}
