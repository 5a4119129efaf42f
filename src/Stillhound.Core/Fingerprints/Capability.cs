namespace Stillhound.Core.Fingerprints;

/// <summary>What a prompt wants the model to be good at, by weak lexical signs.</summary>
public enum Capability : byte
{
    /// <summary>No sign.</summary>
    General = 0,

    /// <summary>Code, tests, stack traces.</summary>
    SoftwareEngineering,

    /// <summary>Calculation and proof.</summary>
    Mathematics,

    /// <summary>Steps, logic, explanations of why.</summary>
    Reasoning,

    /// <summary>Tables, queries, statistics.</summary>
    DataAnalysis,

    /// <summary>From one language to another.</summary>
    Translation,

    /// <summary>Stories, mails, marketing.</summary>
    Writing,

    /// <summary>Scores, rubrics, comparisons of answers.</summary>
    Grading,

    /// <summary>Tool calls, plans, agents.</summary>
    ToolUse,

    /// <summary>Health.</summary>
    Medicine,

    /// <summary>Law and contracts.</summary>
    Law,

    /// <summary>Summaries, extraction, labels.</summary>
    Extraction,
}

/// <summary>Names of capabilities in output.</summary>
public static class CapabilityNames
{
    private static readonly string[] Names =
    [
        "general", "software_engineering", "mathematics", "reasoning", "data_analysis", "translation", "writing",
        "grading", "tool_use", "medicine", "law", "extraction",
    ];

    /// <summary>Number of capabilities.</summary>
    public const int Count = 12;

    /// <summary>The snake-case name.</summary>
    public static string Of(Capability capability) => Names[(int)capability];
}
