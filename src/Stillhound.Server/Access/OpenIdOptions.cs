using Stillhound.Server.Configuration;

namespace Stillhound.Server.Access;

/// <summary>Where people of an organisation sign in, by OpenID Connect.</summary>
internal sealed record OpenIdOptions
{
    /// <summary>The issuer, an https address; its discovery document says the rest.</summary>
    public required Uri Issuer { get; init; }

    /// <summary>Under which name this server is registered there.</summary>
    public required string ClientId { get; init; }

    /// <summary>The secret of the registration; null for a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that names the person for the ledger.</summary>
    public string NameClaim { get; init; } = "email";

    /// <summary>The claim that lists groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Group to role; who is in none of them may not sign in.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads the section <c>access.openid</c>; null where it is not given.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    public static OpenIdOptions? Read(YamlSection section, bool given)
    {
        var issuer = section.Text("issuer", "");
        var (id, secret) = (section.Text("client_id", ""), section.Secret("client_secret"));
        var (name, groups) = (section.Text("name_claim", "email"), section.Text("groups_claim", "groups"));
        var roles = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in section.Sections("roles"))
        {
            var role = one.Required("role");
            if (role is not (Role.Viewer or Role.Analyst or Role.Approver or Role.Admin))
                throw one.Wrong("role", "expected viewer, analyst, approver or admin");
            roles[one.Required("group")] = role;
            one.RefuseOthers();
        }

        section.RefuseOthers();
        if (!given)
            return null;
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var at) || !(at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback)))
            throw section.Wrong("issuer", "expected an https address");
        if (id.Length == 0)
            throw section.Wrong("client_id", "is required");
        return roles.Count == 0
            ? throw section.Wrong("roles", "is required: a list of {group, role}; nobody could sign in")
            : new OpenIdOptions { Issuer = at, ClientId = id, ClientSecret = secret, NameClaim = name, GroupsClaim = groups, Roles = roles };
    }
}
