using Microsoft.AspNetCore.Http;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement.CrowdSec;

/// <summary>What a bouncer asks for, from the query of its request. Names of filters are CrowdSec's; <c>simulated=true</c> is ours.</summary>
internal sealed class DecisionFilter
{
    private readonly BouncerOptions _options;
    private readonly bool _wantsSimulated;
    private readonly bool _wantsNothing;
    private readonly string[] _containing;
    private readonly string[] _notContaining;
    private readonly string? _type;

    /// <summary>Reads a query.</summary>
    public DecisionFilter(IQueryCollection query, BouncerOptions options)
    {
        _options = options;
        _wantsSimulated = query["simulated"] == "true";
        _containing = ListOf(query, "scenarios_containing");
        _notContaining = ListOf(query, "scenarios_not_containing");
        _type = query["type"] is [{ Length: > 0 } type] ? type : null;
        var scopes = ListOf(query, "scopes");
        var origins = ListOf(query, "origins");
        _wantsNothing = (scopes.Length > 0 && !scopes.Contains(options.Scope, StringComparer.OrdinalIgnoreCase))
            || (query["scope"] is [{ Length: > 0 } scope] && !scope.Equals(options.Scope, StringComparison.OrdinalIgnoreCase))
            || (origins.Length > 0 && !origins.Contains(DecisionJson.Origin, StringComparer.OrdinalIgnoreCase))
            || query.ContainsKey("ip") || query.ContainsKey("range");
    }

    /// <summary>Whether it asks for this one. What is only observed is served to nobody.</summary>
    public bool Wants(Decision decision)
    {
        if (_wantsNothing || decision.Action == DecisionAction.Observe || (decision.Simulated && !_wantsSimulated))
            return false;
        var scenario = DecisionJson.ScenarioOf(decision);
        return (_containing.Length == 0 || _containing.Any(part => scenario.Contains(part, StringComparison.OrdinalIgnoreCase)))
            && !_notContaining.Any(part => scenario.Contains(part, StringComparison.OrdinalIgnoreCase))
            && (_type is null || _type == _options.TypeOf(decision.Action));
    }

    private static string[] ListOf(IQueryCollection query, string name) =>
        [.. query[name].SelectMany(static v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
