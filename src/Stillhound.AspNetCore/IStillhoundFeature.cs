namespace Stillhound.AspNetCore;

/// <summary>What the middleware found about the request at hand; a feature of its <c>HttpContext</c>, there on every request that it saw.</summary>
public interface IStillhoundFeature
{
    /// <summary>The account; null when the request names none.</summary>
    string? Account { get; }

    /// <summary>The decision that is carried out; null without one and when it is simulated.</summary>
    GatewayDecision? Decision { get; }

    /// <summary>The decision that would be carried out; null without one.</summary>
    GatewayDecision? Would { get; }

    /// <summary>
    /// Reports tokens that the request used. Once the account is at its limit for the day, its further requests are answered with 429. Does
    /// nothing for accounts without a token limit.
    /// </summary>
    /// <param name="tokens">Tokens, 0 or more.</param>
    void ChargeTokens(long tokens);
}
