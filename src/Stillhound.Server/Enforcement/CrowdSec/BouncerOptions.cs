using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement.CrowdSec;

/// <summary>How CrowdSec's bouncers, and our own middleware, are served.</summary>
internal sealed record BouncerOptions
{
    /// <summary>Decision type for each action, since bouncers know <c>ban</c> and little else. Those not named are called as they are.</summary>
    public IReadOnlyDictionary<DecisionAction, string> Types { get; init; } = new Dictionary<DecisionAction, string>
    {
        [DecisionAction.SuspendAccount] = "ban", [DecisionAction.SuspendKey] = "ban", [DecisionAction.CapTokens] = "throttle", [DecisionAction.Slow] = "throttle",
    };

    /// <summary>Name of the scope. Default <c>account</c>.</summary>
    public string Scope { get; init; } = "account";

    /// <summary>Who may ask, one key for each bouncer. Without any, nobody may.</summary>
    public AccessKeys Keys { get; init; } = AccessKeys.Open;

    /// <summary>The decision type of an action.</summary>
    public string TypeOf(DecisionAction action) => Types.TryGetValue(action, out var type) ? type : ActionNames.Of(action);

    /// <summary>Reads <c>enforce.crowdsec</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static BouncerOptions Read(YamlSection section)
    {
        var usual = new BouncerOptions();
        var keys = new List<(string Name, string Key)>();
        foreach (var bouncer in section.Sections("bouncers"))
        {
            var key = bouncer.Secret("key") is { Length: >= 16 } given ? given : throw bouncer.Wrong("key", "is required, with at least 16 characters (or key_file)");
            keys.Add((bouncer.Required("name"), key));
            bouncer.RefuseOthers();
        }

        var types = section.Section("types");
        var read = usual with { Scope = section.Text("scope", usual.Scope), Keys = new AccessKeys(keys), Types = ReadTypes(types, usual) };
        types.RefuseOthers();
        section.RefuseOthers();
        return read;
    }

    private static Dictionary<DecisionAction, string> ReadTypes(YamlSection types, BouncerOptions usual) =>
        Enum.GetValues<DecisionAction>().ToDictionary(static action => action, action => types.Text(ActionNames.Of(action), usual.TypeOf(action)));
}
