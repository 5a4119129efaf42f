namespace Stillhound.Server.Access;

/// <summary>Who may sign in. Replaced as a whole when the configuration is read anew.</summary>
internal sealed class UserTable(AccessOptions options)
{
    // Somebody who is not there takes as long to refuse as a wrong password.
    private static readonly ConsoleUser Nobody = new("nobody", Guid.NewGuid().ToString("N"), []);
    private volatile AccessOptions _options = options;

    /// <summary>Whether anybody can sign in.</summary>
    public bool IsEmpty => _options.Users.Count == 0;

    /// <summary>Where people sign in otherwise; null for nowhere.</summary>
    public OpenIdOptions? OpenId => _options.OpenId;

    /// <summary>How long somebody stays signed in without doing anything.</summary>
    public TimeSpan SignedInFor => _options.SignedInFor;

    /// <summary>Takes other users.</summary>
    public void Replace(AccessOptions options) => _options = options;

    /// <summary>A user by name; null when there is none.</summary>
    public ConsoleUser? Named(string name) => _options.Users.FirstOrDefault(u => string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The user with this name and password; null when there is none.</summary>
    public ConsoleUser? Find(string name, string password)
    {
        var user = Named(name);
        return (user ?? Nobody).Is(password) && user is not null ? user : null;
    }
}
