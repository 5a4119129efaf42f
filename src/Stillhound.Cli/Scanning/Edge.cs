using Stillhound.Formats.Inputs;
using Stillhound.Formats.Rejects;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>The edge at which every error becomes one line and an exit code; no stack trace reaches a user.</summary>
internal static class Edge
{
    public static int Guard(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InputException or OutputException or RejectFileException)
        {
            return Fail(e.Message, ExitCodes.Unusable);
        }
        catch (OperationCanceledException)
        {
            return Fail("stopped", ExitCodes.Unusable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message, ExitCodes.Unusable);
        }
        catch (OutOfMemoryException)
        {
            return Fail("out of memory", ExitCodes.Internal);
        }
#pragma warning disable CA1031 // The last resort: a user gets a line, whatever went wrong.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var details = Environment.GetEnvironmentVariable("STILLHOUND_TRACE") == "1" ? "\n" + e : "; set STILLHOUND_TRACE=1 for details";
            return Fail($"internal error: {e.GetType().Name}: {e.Message.Split('\n')[0]}{details}", ExitCodes.Internal);
        }
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"stillhound: {message}");
        return code;
    }
}
