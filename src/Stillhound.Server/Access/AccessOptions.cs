using Stillhound.Server.Configuration;

namespace Stillhound.Server.Access;

/// <summary>Who may do what.</summary>
public sealed record AccessOptions
{
    /// <summary>The tokens.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; init; } = [];

    /// <summary>Reads the section <c>access</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static AccessOptions Read(YamlSection section)
    {
        var tokens = new List<AccessToken>();
        foreach (var one in section.Sections("tokens"))
        {
            var name = one.Required("name");
            if (name.Length > 64 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@'))
                throw one.Wrong("name", "up to 64 letters, digits, - _ . or @");
            if (tokens.Exists(t => t.Name == name))
                throw one.Wrong("name", $"'{name}' stands twice");
            var roles = one.Texts("roles");
            foreach (var role in roles)
            {
                if (!Role.All.Contains(role, StringComparer.Ordinal))
                    throw one.Wrong("roles", $"unknown role '{role}'; known are {string.Join(", ", Role.All)}");
            }

            if (roles.Count == 0)
                throw one.Wrong("roles", "is required");
            var secret = one.Secret("token") ?? throw one.Wrong("token", "is required; give token_file, or token: ${NAME}");
            if (secret.Length < AccessToken.Shortest)
                throw one.Wrong("token", $"is shorter than {AccessToken.Shortest} characters");
            tokens.Add(new AccessToken(name, secret, [.. roles.SelectMany(Role.Implied).Distinct(StringComparer.Ordinal)]));
            one.RefuseOthers();
        }

        section.RefuseOthers();
        return new AccessOptions { Tokens = tokens };
    }
}
