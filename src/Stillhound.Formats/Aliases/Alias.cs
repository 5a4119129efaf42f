using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>What a value of a foreign record is used for: a native field, or something that sets several of them.</summary>
internal enum AliasTarget : byte
{
    // Below this are the values of NativeField.
    InputMessages = 64,
    OutputMessages,
    SystemInstructions,
    ToolDefinitions,

    /// <summary>The whole body of a request, or its parameters.</summary>
    Request,

    /// <summary>The whole body of an answer.</summary>
    Answer,

    /// <summary>Names the operation, which tells calls of a model from other work.</summary>
    Operation,

    /// <summary>Anything here says that the call failed.</summary>
    Failure,

    /// <summary>A name that tells the format.</summary>
    Mark,
}

/// <summary>One use of one name.</summary>
/// <param name="Target">What for.</param>
/// <param name="Rank">Place in the order of preference, from 0.</param>
/// <param name="IsUsers">Whether the user's mapping says so, which goes before what is built in.</param>
internal readonly record struct Alias(AliasTarget Target, int Rank, bool IsUsers)
{
    public const int MaxRank = 500;

    /// <summary>The native field, where it is one.</summary>
    public NativeField Field => IsField ? (NativeField)Target : NativeField.None;

    public bool IsField => Target < AliasTarget.InputMessages;

    /// <summary>Whether it takes whole containers, or text that holds one.</summary>
    public bool IsStructured => Target is >= AliasTarget.InputMessages and <= AliasTarget.Answer;

    // Whole bodies repeat what stands beside them by itself.
    private bool IsBody => Target is AliasTarget.Request or AliasTarget.Answer;

    /// <summary>
    /// How much a value of it counts against others for the same field; never 0. The user's names go by their order, then by
    /// where they were found; the built-in ones by where they were found, then by their order.
    /// </summary>
    /// <param name="level">0 for the record itself, 1 for a body inside it, 2 for an event of it, 4 for its scope, 6 for its resource.</param>
    public ushort Strength(int level) => (ushort)(IsUsers ? 60_000 - (Rank * 8) - level : 40_000 - (level * 2_000) - Rank - (IsBody ? MaxRank * 2 : 0));

    /// <summary>The target of a name in the data file or a mapping; null when there is none.</summary>
    public static AliasTarget? TargetOf(string name) => name switch
    {
        "input_messages" => AliasTarget.InputMessages,
        "output_messages" => AliasTarget.OutputMessages,
        "system_instructions" => AliasTarget.SystemInstructions,
        "tool_definitions" => AliasTarget.ToolDefinitions,
        "request" => AliasTarget.Request,
        "answer" => AliasTarget.Answer,
        "operation" => AliasTarget.Operation,
        "failure" => AliasTarget.Failure,
        _ => NativeNames.FromPath(name) is var field and not NativeField.None ? (AliasTarget)field : null,
    };
}
