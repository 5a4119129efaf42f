using Stillhound.Server.Configuration;
using Stillhound.Server.Enforcement.Accounts;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>How Envoy's external authorization is answered, over gRPC and over HTTP.</summary>
internal sealed record AuthorizationOptions
{
    /// <summary>
    /// Where a check names its account, in order of preference. What Envoy verified or set itself comes first; a header counts only
    /// where it removes what clients send.
    /// </summary>
    public IReadOnlyList<AccountSource> Account { get; init; } =
    [
        new(AccountSourceKind.Metadata, "envoy.filters.http.jwt_authn", [[.. "jwt_payload"u8], [.. "sub"u8]]),
        new(AccountSourceKind.Extension, "account", []),
        new(AccountSourceKind.Header, "x-account-id", []),
        new(AccountSourceKind.Header, "x-api-key-id", []),
    ];

    /// <summary>The headers among them, which is all that the HTTP flavour has.</summary>
    public IReadOnlyList<AccountSource> HeaderSources => field ??= [.. Account.Where(static s => s.Kind == AccountSourceKind.Header)];

    /// <summary>Key in the dynamic metadata of the structure <c>{requests_per_unit, unit}</c>. Default <c>token_budget</c>.</summary>
    public string BudgetKey { get; init; } = "token_budget";

    /// <summary>Key in the dynamic metadata of the text <c>COUNT/UNIT</c>. Default <c>rate_limit</c>.</summary>
    public string LimitKey { get; init; } = "rate_limit";

    /// <summary>Unit in which the budget is told. Default a day.</summary>
    public BudgetUnit BudgetUnit { get; init; }

    /// <summary>Path under which the HTTP flavour answers. Default <c>/v1/check/envoy</c>.</summary>
    public string Path { get; init; } = "/v1/check/envoy";

    /// <summary>Who may ask.</summary>
    public AccessKeys Keys { get; init; } = AccessKeys.Open;

    /// <summary>Reads <c>enforce.ext_authz</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static AuthorizationOptions Read(YamlSection section, AccessKeys keys)
    {
        var usual = new AuthorizationOptions();
        var read = usual with
        {
            Account = AccountSource.ReadAll(section, usual.Account, AccountSourceKind.Header, AccountSourceKind.Extension, AccountSourceKind.Metadata, AccountSourceKind.Principal),
            BudgetKey = section.Text("budget_key", usual.BudgetKey),
            LimitKey = section.Text("limit_key", usual.LimitKey),
            BudgetUnit = section.OneOf("budget_unit", usual.BudgetUnit, ("day", BudgetUnit.Day), ("hour", BudgetUnit.Hour)),
            Path = section.Text("path", usual.Path),
            Keys = AccessKeys.Read(section, keys),
        };
        section.RefuseOthers();
        return read.Path is ['/', _, ..] && !read.Path.EndsWith('/') && !read.Path.AsSpan().ContainsAny("{}?# ")
            ? read
            : throw section.Wrong("path", "expected a path such as /v1/check/envoy");
    }
}
