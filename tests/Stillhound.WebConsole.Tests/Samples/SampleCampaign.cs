using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Reporting;

namespace Stillhound.WebConsole.Tests.Samples;

/// <summary>A campaign made up for tests, of any size: members in some templates, with values that some or all of them share.</summary>
internal static class SampleCampaign
{
    public const string Id = "c-3f9a";
    public static readonly DateTimeOffset Start = new(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A folder's findings with one campaign.</summary>
    /// <param name="members">How many members it has.</param>
    /// <param name="others">How many other campaigns of ten members there are.</param>
    /// <param name="name">Names a member by its number.</param>
    public static ReadFindings Folder(int members, int others = 0, Func<int, string>? name = null)
    {
        var campaign = Finding(Id, members, name ?? (static i => $"acct_{i:x6}"));
        var rest = Enumerable.Range(0, others).Select(n => Finding($"c-{n:x4}-x", 10, i => $"other_{n}_{i}")).ToList();
        var findings = new Findings
        {
            Input = new InputSummary(1_000_000, 0, 1_000_000, Start, Start.AddDays(14)),
            Coverage = [new FamilyCoverage("payload", true, 1, "prompt")],
            Campaigns = [campaign, .. rest],
            ActivityStart = Start,
            ActivityBucket = TimeSpan.FromHours(6),
            PopulationActivity = [.. Enumerable.Range(0, 56).Select(static i => 1000L + (i % 4 * 100))],
            PopulationHourOfWeek = [.. Enumerable.Range(0, 168).Select(static h => 500L + h)],
            Accounts = new AccountReport(500, 0.05, [Alone(campaign.Members.Count > 0 ? campaign.Members[0].Account : "acct_0")]),
        };
        return new ReadFindings(findings, [Detail(campaign)]);
    }

    public static CampaignFinding Finding(string id, int members, Func<int, string> name) => new()
    {
        Id = id,
        Tier = Tier.Act,
        Confidence = 0.998,
        Title = $"{members} accounts, grading",
        Summary = "They act as one. The strongest evidence is payload and rhythm.",
        Exchanges = members * 40L,
        InputTokens = 1_000,
        OutputTokens = 2_000,
        FirstSeen = Start,
        LastSeen = Start.AddDays(14),
        DetectedAt = Start.AddDays(1),
        ExchangesBeforeDetection = 10,
        Targets = [new TargetShare("grading", 0.9)],
        Evidence =
        [
            new EvidenceItem("payload", "items never repeated", 0.0012345, "accounts of the same rate", 0.21, 6.2, 1e-6, "0.12345% of items recur.", "A fresh sample."),
            new EvidenceItem("rhythm", "hours alike", 0.7, "everybody", 0.3, 2.1, 1e-3, "Hours are alike.", "Other hours."),
            new EvidenceItem("identity", "shared cards", 0.01, "everybody", 0.02, -0.6, 0.4, "Cards differ.", "Cards that are one."),
        ],
        Explanations = [new ExplanationItem("popular_tool", -4.1, "Users of a tool bring their own tasks."), new ExplanationItem("classroom", 0.3, "It may be one.")],
        SampleAccounts = [],
        Members = [.. Enumerable.Range(0, members).Select(i => new MemberFinding(name(i), 0.99, Start.AddHours(i % 200), 40, 4, "the same system prompt"))],
        Activity = [.. Enumerable.Range(0, 56).Select(static i => (long)i)],
        HourOfWeek = [.. Enumerable.Range(0, 168).Select(static h => (long)h)],
        History =
        [
            new CampaignNote(Start.AddHours(3), "proposed") { What = CampaignChange.Proposed, Accounts = 12 },
            new CampaignNote(Start.AddHours(9), "3 were suspended") { What = CampaignChange.Suspended, Accounts = 3 },
            new CampaignNote(Start.AddHours(12), "others took their place") { What = CampaignChange.PoolSwap, Accounts = 3 },
        ],
    };

    public static CampaignDetail Detail(CampaignFinding campaign)
    {
        var all = Enumerable.Range(0, campaign.Members.Count).ToList();
        return new CampaignDetail
        {
            Id = campaign.Id,
            PopulationAccounts = 1_000_000,
            Members = [.. campaign.Members.Select((m, i) => new MemberDetail(m.Account, m.Ties, "leaves when it no longer resembles them", Start, Start.AddDays(9), m.Exchanges, i % 3))],
            Traits =
            [
                .. Kinds.Select((kind, k) => new TraitGroup(kind, all.Count, 900_000, 40,
                    [.. Enumerable.Range(0, 32).Select(v => Shared($"{k:x2}{v:x6}", [.. all.Where(m => Has(m, k, v))])).Where(static t => t.Members.Count >= 2).OrderByDescending(static t => t.Members.Count)])),
            ],
            Templates =
            [
                .. Enumerable.Range(0, 3).Select(t => new TemplateDetail(
                    $"{t:x8}", t == 0 ? "settings" : "phrase", [.. all.Where(m => m % 3 == t)], 100, [new TemplateSetting("system", "0badcafe", 0.9, 2)], 2, 30,
                    [new TemplatePhrase("11111111", 1, true), new TemplatePhrase("22222222", 0.4, false)], 81, double.NaN)),
            ],
        };
    }

    private static readonly string[] Kinds =
        ["system", "tools", "params", "model", "client", "tls", "asn", "country", "network", "payment", "device", "mail_domain", "plan", "phrase"];

    // Some values all have, some a part, in ways that cross each other, as in life.
    private static bool Has(int member, int kind, int value) => ((uint)((member * 31) + (kind * 17)) * 2654435761u >> 16) % 32 == value || (value == 0 && member % (kind + 1) == 0);

    private static SharedTrait Shared(string label, IReadOnlyList<int> members) => new(label, members.Count + 5, members, [.. members.Select(static _ => 9)]);

    private static AccountFinding Alone(string account) => new()
    {
        Id = "a-b65fe8",
        Kind = AccountFindingKind.SingleAccountExtraction,
        Tier = Tier.Review,
        Title = "a harvest by itself",
        Summary = "It takes much.",
        Accounts = [account],
        Exchanges = 400,
        InputTokens = 1,
        OutputTokens = 2,
        FirstSeen = Start,
        LastSeen = Start.AddDays(2),
        PValue = 1e-4,
        QValue = 0.01,
        Signs = [],
        Explanations = [],
    };
}
