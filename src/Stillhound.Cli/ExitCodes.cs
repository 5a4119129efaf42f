namespace Stillhound.Cli;

/// <summary>What the program answers with.</summary>
internal static class ExitCodes
{
    /// <summary>Done; a scan found no campaign at tier review or above.</summary>
    public const int Nothing = 0;

    /// <summary>A scan found at least one campaign at tier review or above.</summary>
    public const int Found = 1;

    /// <summary>The input, the configuration or the output could not be used.</summary>
    public const int Unusable = 2;

    /// <summary>Something in the program went wrong.</summary>
    public const int Internal = 3;

    /// <summary>The user stopped it; the value that shells use for Ctrl-C.</summary>
    public const int Stopped = 130;
}
