namespace Stillhound.Server.Configuration.Reloading;

/// <summary>Which keys take effect while the server runs; all others do when it is started again.</summary>
internal static class ReloadableKeys
{
    private static readonly string[] Sections = ["policy.", "access."];

    private static readonly string[] Single = ["log.level"];

    private static readonly string[] Gateways =
        ["enforce.token", "enforce.ext_authz.token", "enforce.rate_limit.token", "enforce.litellm.token", "enforce.nginx.token", "enforce.crowdsec.bouncers"];

    /// <summary>Whether a key takes effect at once.</summary>
    /// <param name="key">The key, without what stands below a list.</param>
    public static bool TakeEffectAtOnce(string key) =>
        Array.Exists(Sections, section => key.StartsWith(section, StringComparison.Ordinal)) || Single.Contains(key, StringComparer.Ordinal) || IsGatewayToken(key);

    /// <summary>Whether it says with which token gateways ask.</summary>
    public static bool IsGatewayToken(string key) => Gateways.Contains(key, StringComparer.Ordinal);
}
