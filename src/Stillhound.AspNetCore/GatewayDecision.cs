namespace Stillhound.AspNetCore;

/// <summary>One decision, as the middleware holds it.</summary>
/// <param name="Id">The decision's identifier.</param>
/// <param name="Action">What is done.</param>
/// <param name="Simulated">Whether it is only told what would be done.</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="TokensPerDay">Tokens a day (UTC) that <see cref="GatewayAction.CapTokens"/> leaves.</param>
/// <param name="RequestsPerMinute">Requests a minute that <see cref="GatewayAction.Slow"/> leaves.</param>
public sealed record GatewayDecision(string Id, GatewayAction Action, bool Simulated, string Reason, DateTimeOffset Until, long TokensPerDay, int RequestsPerMinute);
