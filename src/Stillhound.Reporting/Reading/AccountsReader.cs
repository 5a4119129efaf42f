using System.Text.Json;
using Stillhound.Core.SingleAccounts;

namespace Stillhound.Reporting.Reading;

/// <summary>Reads <c>findings.json</c>.</summary>
internal static class AccountsReader
{
    private static readonly Dictionary<string, AccountFindingKind> Kinds = Enum.GetValues<AccountFindingKind>().ToDictionary(ReportText.Kind, StringComparer.Ordinal);

    public static AccountReport Read(JsonElement root) => new(root.Count("tested"), root.Number("false_discovery_rate"), [.. root.Items("findings").Select(Finding)])
    {
        Region = root.Optional("regional_access") is { } r ? new RegionSummary(r.Text("mode"), r.Count("examined"), r.Count("not_served"), r.Count("unknown")) : null,
    };

    private static AccountFinding Finding(JsonElement json) => new()
    {
        Id = json.Text("id"),
        Kind = Kinds.TryGetValue(json.Text("kind"), out var kind) ? kind : throw new FormatException($"there is no kind '{json.Text("kind")}'"),
        Tier = CampaignsReader.TierOf(json.Text("tier")),
        Title = json.Text("title"),
        Summary = json.Text("summary"),
        Accounts = json.Texts("accounts"),
        Campaign = json.OptionalText("campaign"),
        Exchanges = json.Long("exchanges"),
        InputTokens = json.Long("input_tokens"),
        OutputTokens = json.Long("output_tokens"),
        FirstSeen = json.Time("first_seen"),
        LastSeen = json.Time("last_seen"),
        PValue = json.Number("p_value"),
        QValue = json.Number("q_value"),
        Signs = [.. json.Items("signs").Select(static s => new SignFinding(
            s.Text("family"), s.Text("name"), s.Number("statistic"), s.Text("null"), s.Number("null_value"), s.Number("p_value"), s.Text("text"), s.Text("refute")))],
        Explanations = [.. json.Items("explanations").Select(static e => new BenignFinding(e.Text("hypothesis"), e.Flag("holds"), e.Text("text")))],
    };
}
