using Stillhound.Server.Configuration;
using Stillhound.Server.Enforcement.Accounts;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>How Envoy's rate-limit service is answered.</summary>
internal sealed record RateLimitOptions
{
    /// <summary>Entries of a descriptor that name its account, in order of preference.</summary>
    public IReadOnlyList<AccountSource> Account { get; init; } =
        [new(AccountSourceKind.Entry, "account", []), new(AccountSourceKind.Entry, "account_id", []), new(AccountSourceKind.Entry, "x-account-id", [])];

    /// <summary>
    /// Key of the entry that marks a descriptor whose hits are tokens and not requests. Default <c>tokens</c>. Descriptors without it count
    /// requests against <c>slow</c>; both count against <c>cap_tokens</c>.
    /// </summary>
    public string TokensEntry { get; init; } = "tokens";

    /// <summary>Who may ask.</summary>
    public AccessKeys Keys { get; init; } = AccessKeys.Open;

    /// <summary>Reads <c>enforce.rate_limit</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static RateLimitOptions Read(YamlSection section, AccessKeys keys)
    {
        var usual = new RateLimitOptions();
        var read = usual with
        {
            Account = AccountSource.ReadAll(section, usual.Account, AccountSourceKind.Entry),
            TokensEntry = section.Text("tokens_entry", usual.TokensEntry),
            Keys = AccessKeys.Read(section, keys),
        };
        section.RefuseOthers();
        return read;
    }
}
