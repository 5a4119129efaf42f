using Stillhound.Formats.Inputs;
using Stillhound.Formats.Rejects;
using Stillhound.Ledger;
using Stillhound.Reporting;
using Stillhound.Server.Configuration;
using Stillhound.Server.Journal;

namespace Stillhound.Cli;

/// <summary>The edge at which every error becomes one line and an exit code; no stack trace reaches a user.</summary>
internal static class Edge
{
    public static int Guard(Func<int> work, TextWriter? error = null)
    {
        error ??= Console.Error;
        try
        {
            return work();
        }
        catch (Exception e) when (e is InputException or OutputException or ConfigurationException or JournalException or LedgerException or IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message, ExitCodes.Unusable, error);
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
        catch (OutOfMemoryException)
        {
            return Fail("out of memory", ExitCodes.Internal, error);
        }
#pragma warning disable CA1031 // The last resort: a user gets a line, whatever went wrong.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Internal(e, error);
        }
    }

    /// <summary>What no guard sees, on threads of the runtime, ends the process as tidily.</summary>
    public static void CatchStrays() => AppDomain.CurrentDomain.UnhandledException += static (_, args) =>
        Environment.Exit(args.ExceptionObject is Exception e ? Internal(e, Console.Error) : ExitCodes.Internal);

    /// <summary>Says that the user stopped the work.</summary>
    public static int Stopped() => Fail("stopped", ExitCodes.Stopped, Console.Error);

    /// <summary>Says one line, made safe for a terminal.</summary>
    public static int Fail(string message, int code, TextWriter error)
    {
        try
        {
            error.WriteLine("stillhound: " + Printable.Line(message));
        }
        catch (IOException)
        {
            // Standard error may be closed or full; the exit code still says it.
        }

        return code;
    }

    private static int Internal(Exception e, TextWriter error)
    {
        var wanted = Environment.GetEnvironmentVariable("STILLHOUND_TRACE") == "1";
        var code = Fail($"internal error: {e.GetType().Name}: {e.Message}{(wanted ? "" : "; set STILLHOUND_TRACE=1 for details")}", ExitCodes.Internal, error);
        if (wanted)
            error.WriteLine(e);
        return code;
    }
}
