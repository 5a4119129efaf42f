namespace Stillhound.Reporting;

/// <summary>The results could not be written where they were asked for. The message is one line, fit for a terminal.</summary>
/// <param name="path">The folder or file that is meant.</param>
/// <param name="message">What is wrong and what to do about it, in one line.</param>
/// <param name="inner">What the system said, if it said anything.</param>
public sealed class OutputException(string path, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The folder or file that is meant.</summary>
    public string Path { get; } = path;
}
