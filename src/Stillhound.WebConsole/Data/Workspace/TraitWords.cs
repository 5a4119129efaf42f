namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>What accounts can have in common, in words.</summary>
internal static class TraitWords
{
    /// <summary>A kind of value, such as <c>system prompt</c>.</summary>
    public static string Of(string kind) => kind switch
    {
        "system" => "system prompt",
        "params" => "parameters",
        "tls" => "TLS fingerprint",
        "asn" => "network operator",
        "country" => "country of the address",
        "format" => "output format",
        "device" => "sign-up device",
        "signup_network" => "sign-up network",
        "payment" => "means of payment",
        "hosting" => "hosting network",
        "vpn" => "VPN",
        "proxy" => "proxy",
        "tor" => "Tor",
        "other" => "other list",
        _ => kind.Replace('_', ' '),
    };

    /// <summary>One value with its kind, such as <c>system prompt a1b2c3d4</c>.</summary>
    public static string Of(string kind, string label) => Of(kind) + " " + label;
}
