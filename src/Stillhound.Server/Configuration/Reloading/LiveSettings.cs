using Stillhound.Ledger;
using Stillhound.Server.Access;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Configuration.Reloading;

/// <summary>Everything in a running server that another configuration can change, and how.</summary>
/// <param name="decisions">The decisions, which follow a policy.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="tokens">Who may do what.</param>
/// <param name="users">Who may sign in.</param>
/// <param name="gateways">The servers that gateways ask, as they run.</param>
/// <param name="logs">What is logged.</param>
internal sealed class LiveSettings(DecisionBook decisions, ILedger ledger, TokenTable tokens, UserTable users, EnforcementOptions gateways, LogLevelSwitch logs)
{
    /// <summary>Told when the policy has become another one.</summary>
    public Action? PolicyChanged { get; init; }

    /// <summary>
    /// Whether a key of this configuration can take effect at once. A gateway's token that is given up cannot: the server might be reached
    /// from a network for as long as it runs, whatever the same file says about where it will listen.
    /// </summary>
    public Func<string, bool> AtOnce(ServerOptions next)
    {
        var opens = Keys(gateways).Zip(Keys(next.Enforce)).Any(static pair => pair.Second.IsOpen && !pair.First.IsOpen);
        return key => ReloadableKeys.TakeEffectAtOnce(key) && !(opens && ReloadableKeys.IsGatewayToken(key));
    }

    /// <summary>Puts it in force, and into the ledger. What can fail comes first, so that it is done as a whole or not at all.</summary>
    /// <param name="next">The configuration.</param>
    /// <param name="atOnce">The keys that change.</param>
    /// <param name="note">What the ledger is to say of it.</param>
    /// <exception cref="LedgerException">The ledger does not take it; nothing has changed.</exception>
    public void Apply(ServerOptions next, IReadOnlyList<string> atOnce, LedgerDraft note)
    {
        var policy = decisions.Policy.Version != next.Policy.Version;
        if (policy)
            decisions.Use(next.Policy, note);
        else
            ledger.Append(note);
        tokens.Replace(next.Access);
        users.Replace(next.Access);
        if (atOnce.Any(ReloadableKeys.IsGatewayToken))
        {
            foreach (var (running, given) in Keys(gateways).Zip(Keys(next.Enforce)))
                running.Replace(given);
            gateways.Bouncers.Keys.Replace(next.Enforce.Bouncers.Keys);
        }

        if (logs.Level != next.Log.Level)
            logs.Set(next.Log.Level);
        if (policy)
            PolicyChanged?.Invoke();
    }

    /// <summary>Writes into the ledger what changes nothing.</summary>
    /// <exception cref="LedgerException">The ledger does not take it.</exception>
    public void Note(LedgerDraft note) => ledger.Append(note);

    // Bouncers are apart: without keys nobody may ask, so that fewer keys never open anything.
    private static IEnumerable<AccessKeys> Keys(EnforcementOptions options) =>
        [options.Authorization.Keys, options.RateLimit.Keys, options.Guardrail.Keys, options.Nginx.Keys];
}
