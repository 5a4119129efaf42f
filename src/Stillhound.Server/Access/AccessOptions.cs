using Stillhound.Server.Configuration;

namespace Stillhound.Server.Access;

/// <summary>Who may do what.</summary>
public sealed record AccessOptions
{
    /// <summary>The tokens.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; init; } = [];

    /// <summary>People who sign in to the console with a password.</summary>
    public IReadOnlyList<ConsoleUser> Users { get; init; } = [];

    /// <summary>Where people sign in otherwise; null for nowhere.</summary>
    internal OpenIdOptions? OpenId { get; init; }

    /// <summary>How long somebody stays signed in without doing anything.</summary>
    public TimeSpan SignedInFor { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Reads the section <c>access</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static AccessOptions Read(YamlSection section)
    {
        var options = new AccessOptions
        {
            Tokens = ReadTokens(section),
            Users = ReadUsers(section),
            OpenId = OpenIdOptions.Read(section.Section("openid"), section.Has("openid")),
            SignedInFor = section.Duration("signed_in_for", TimeSpan.FromHours(12), TimeSpan.FromMinutes(5), TimeSpan.FromDays(30)),
        };
        section.RefuseOthers();
        return options;
    }

    private static List<AccessToken> ReadTokens(YamlSection section)
    {
        var tokens = new List<AccessToken>();
        foreach (var one in section.Sections("tokens"))
        {
            var name = NameOf(one, n => tokens.Exists(t => t.Name == n));
            var roles = RolesOf(one, Role.All);
            var secret = one.Secret("token") ?? throw one.Wrong("token", "is required; give token_file, or token: ${NAME}");
            if (secret.Length < AccessToken.Shortest)
                throw one.Wrong("token", $"is shorter than {AccessToken.Shortest} characters");
            tokens.Add(new AccessToken(name, secret, roles));
            one.RefuseOthers();
        }

        return tokens;
    }

    private static List<ConsoleUser> ReadUsers(YamlSection section)
    {
        var users = new List<ConsoleUser>();
        foreach (var one in section.Sections("users"))
        {
            var name = NameOf(one, n => users.Exists(u => string.Equals(u.Name, n, StringComparison.OrdinalIgnoreCase)));
            var roles = RolesOf(one, [Role.Viewer, Role.Analyst, Role.Approver, Role.Admin]);
            var secret = one.Secret("password") ?? throw one.Wrong("password", "is required; give password_file, or what stillhound users hash prints");
            if (secret.Length < ConsoleUser.Shortest)
                throw one.Wrong("password", $"is shorter than {ConsoleUser.Shortest} characters");
            try
            {
                users.Add(new ConsoleUser(name, secret, roles));
            }
            catch (FormatException e)
            {
                throw one.Wrong("password", e.Message);
            }

            one.RefuseOthers();
        }

        return users;
    }

    private static string NameOf(YamlSection one, Predicate<string> isTaken)
    {
        var name = one.Required("name");
        if (name.Length > 64 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@'))
            throw one.Wrong("name", "up to 64 letters, digits, - _ . or @");
        return isTaken(name) ? throw one.Wrong("name", $"'{name}' stands twice") : name;
    }

    private static string[] RolesOf(YamlSection one, IReadOnlyList<string> known)
    {
        var roles = one.Texts("roles");
        foreach (var role in roles)
        {
            if (!known.Contains(role, StringComparer.Ordinal))
                throw one.Wrong("roles", $"unknown role '{role}'; known are {string.Join(", ", known)}");
        }

        return roles.Count == 0 ? throw one.Wrong("roles", "is required") : [.. roles.SelectMany(Role.Implied).Distinct(StringComparer.Ordinal)];
    }
}
