namespace Stillhound.Cli.Scanning;

/// <summary>What text is written to.</summary>
/// <param name="Width">Characters in a line.</param>
/// <param name="Colour">Whether it shows colours.</param>
internal readonly record struct Screen(int Width, bool Colour)
{
    private const int Redirected = 120;
    private const int Narrowest = 40;

    /// <summary>Standard output. A file or a pipe has a fixed width, so that what is kept does not depend on a window.</summary>
    public static Screen OfConsole()
    {
        if (Console.IsOutputRedirected)
            return new Screen(Redirected, Colour: false);
        var width = Console.WindowWidth;
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Screen(width <= 0 ? Redirected : Math.Max(Narrowest, width), !plain);
    }
}
