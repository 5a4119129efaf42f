using Stillhound.Server.Configuration;
using Stillhound.Server.Enforcement.Accounts;

namespace Stillhound.Server.Enforcement.Nginx;

/// <summary>How sub-requests of NGINX, Caddy and Traefik are answered.</summary>
internal sealed record NginxOptions
{
    /// <summary>Headers that name the account, in order of preference.</summary>
    public IReadOnlyList<AccountSource> Account { get; init; } = [new(AccountSourceKind.Header, "x-account-id", []), new(AccountSourceKind.Header, "x-api-key-id", [])];

    /// <summary>Status when an account is over its limit. Default 403, because NGINX makes 500 of any other; 429 for Caddy and Traefik.</summary>
    public int LimitStatus { get; init; } = 403;

    /// <summary>Who may ask.</summary>
    public AccessKeys Keys { get; init; } = AccessKeys.Open;

    /// <summary>Reads <c>enforce.nginx</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static NginxOptions Read(YamlSection section, AccessKeys keys)
    {
        var usual = new NginxOptions();
        var read = usual with
        {
            Account = AccountSource.ReadAll(section, usual.Account, AccountSourceKind.Header),
            LimitStatus = section.OneOf("limit_status", usual.LimitStatus, ("403", 403), ("429", 429)),
            Keys = AccessKeys.Read(section, keys),
        };
        section.RefuseOthers();
        return read;
    }
}
