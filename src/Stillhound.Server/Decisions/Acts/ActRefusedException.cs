namespace Stillhound.Server.Decisions.Acts;

/// <summary>Why a person's act is not done.</summary>
internal enum Refusal
{
    /// <summary>There is no such decision, campaign or account.</summary>
    Unknown,

    /// <summary>It stands otherwise than the act needs, or another person was first.</summary>
    Conflict,

    /// <summary>The act itself is wrong.</summary>
    Invalid,
}

/// <summary>A person's act is not done; nothing has changed.</summary>
internal sealed class ActRefusedException(Refusal refusal, string message) : Exception(message)
{
    public Refusal Refusal { get; } = refusal;
}
