using Stillhound.Server.Configuration;
using Stillhound.Server.Enforcement.Accounts;

namespace Stillhound.Server.Enforcement.LiteLlm;

/// <summary>How LiteLLM's guardrail API and Portkey's webhook are answered.</summary>
internal sealed record GuardrailOptions
{
    /// <summary>The owner of every key that LiteLLM's master key makes, which names nobody.</summary>
    public static readonly byte[] Nobody = [.. "default_user_id"u8];

    /// <summary>
    /// Fields of LiteLLM's <c>request_data</c> that name the account, in order of preference: as its logs are read, since that is
    /// the name that was judged.
    /// </summary>
    public IReadOnlyList<AccountSource> Account { get; init; } =
    [
        new(AccountSourceKind.Field, "user_api_key_user_id", []),
        new(AccountSourceKind.Field, "user_api_key_hash", []),
        new(AccountSourceKind.Field, "user_api_key_team_id", []),
        new(AccountSourceKind.Field, "user_api_key_end_user_id", []),
    ];

    /// <summary>Fields of Portkey's <c>metadata</c> that name the account, in order of preference.</summary>
    public IReadOnlyList<AccountSource> PortkeyAccount { get; init; } = [new(AccountSourceKind.Field, "account_id", []), new(AccountSourceKind.Field, "_user", [])];

    /// <summary>Who may ask.</summary>
    public AccessKeys Keys { get; init; } = AccessKeys.Open;

    /// <summary>Reads <c>enforce.litellm</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static GuardrailOptions Read(YamlSection section, AccessKeys keys)
    {
        var usual = new GuardrailOptions();
        var portkey = section.Section("portkey");
        var read = usual with
        {
            Account = AccountSource.ReadAll(section, usual.Account, AccountSourceKind.Field),
            PortkeyAccount = AccountSource.ReadAll(portkey, usual.PortkeyAccount, AccountSourceKind.Field),
            Keys = AccessKeys.Read(section, keys),
        };
        portkey.RefuseOthers();
        section.RefuseOthers();
        return read;
    }
}
