namespace Stillhound.Formats.Inputs;

/// <summary>
/// What the user named cannot be used: no such path, nothing readable in it, a wrong map. The message is one line for
/// the user, and the program should end with exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Makes the exception.</summary>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public InputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
