using Stillhound.Server.Decisions;

namespace Stillhound.WebConsole.Data.Accounts;

/// <summary>
/// What a decision rests on and what it does, in words for the owner of an account: what kind of thing was looked at, never how much of
/// it is too much, and nothing of anybody else.
/// </summary>
internal static class Grounds
{
    /// <summary>What an evidence family looks at; null for one that is not told of.</summary>
    public static string? Of(string family) => family switch
    {
        "payload" => "what the requests of the account ask for, and whether they belong to one set of tasks",
        "volume" => "how many requests the account sends and how evenly they are spread",
        "rhythm" => "the times of day at which requests come in",
        "life_cycle" or "lifecycle" => "when the account was made and when it was used",
        "identity" => "details given at sign-up or payment",
        "network" => "the networks and clients from which requests come in",
        "response_use" => "how answers are used in the course of conversations",
        "reaction" => "how use changed after measures were taken",
        "elicitation" => "what kind of answers the requests are made to bring out",
        "focus" => "which models and abilities the requests are aimed at",
        "synchrony" => "whether use rises, falls and pauses together with that of other accounts",
        "region" => "whether the country given for the account agrees with where it is used from",
        "context" => null,
        _ => "how the account is used",
    };

    /// <summary>What is done, for whom it is done to.</summary>
    public static string Of(DecisionAction action) => action switch
    {
        DecisionAction.Observe => "Nothing is restricted. It is recorded that the account was looked at.",
        DecisionAction.Tag => "Requests are served as before and carry a mark inside our systems.",
        DecisionAction.Verify => "You are asked to verify who you are. Requests are served meanwhile.",
        DecisionAction.CapTokens => "The amount of text that the account can have processed in a day is limited.",
        DecisionAction.Slow => "The number of requests that the account can send in a minute is limited.",
        DecisionAction.Restrict => "Some features (token probabilities, several answers at once, visible reasoning, batches) are not available to the account.",
        DecisionAction.SuspendKey => "Requests with the keys of the account are refused. You can still sign in.",
        _ => "Requests of the account are refused.",
    };
}
