using System.Text.Json;

namespace Stillhound.Server.Decisions;

/// <summary>The ladder's words, as configuration, ledger and interfaces write them.</summary>
internal static class ActionWords
{
    /// <summary>Every rung with its word, the weakest first.</summary>
    public static readonly IReadOnlyList<(string Word, DecisionAction Action)> All =
        [.. Enum.GetValues<DecisionAction>().Select(static a => (JsonNamingPolicy.SnakeCaseLower.ConvertName(a.ToString()), a))];

    /// <summary>The word, such as <c>cap_tokens</c>.</summary>
    public static string Of(DecisionAction action) => All[(int)action].Word;
}
