namespace Stillhound.Core.State;

/// <summary>Why a saved state cannot be restored.</summary>
public enum StateFault : byte
{
    /// <summary>It is something else.</summary>
    NotAState,

    /// <summary>It is whole as far as it was read, but written by a build that lays its state out in another way.</summary>
    OtherVersion,

    /// <summary>It is cut off, or was altered since it was written.</summary>
    Damaged,
}

/// <summary>A saved state cannot be restored. Nothing was restored of it.</summary>
public sealed class StateException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="inner">What was met first; null where there is nothing more to tell.</param>
    public StateException(StateFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>Why.</summary>
    public StateFault Fault { get; }
}
