using Stillhound.Core.Exchanges;
using Stillhound.Server.Configuration;
using YamlDotNet.RepresentationModel;

namespace Stillhound.Server.Decisions.Policies;

/// <summary>Reads the <c>policy</c> section.</summary>
internal static class PolicyConfig
{
    private const string None = "nothing";
    private const double Dear = 1e9;

    private static readonly IReadOnlyList<(string, DecisionAction?)> Steps = [(None, null), .. ActionWords.All.Select(static a => (a.Word, (DecisionAction?)a.Action))];

    /// <summary>Reads it; what is not given stays as <see cref="Policy"/> has it.</summary>
    /// <exception cref="ConfigurationException">A key or a value is wrong.</exception>
    public static Policy Read(YamlSection section)
    {
        var otherwise = new Policy();
        var ladder = section.Section("ladder");
        var policy = otherwise with
        {
            Mode = section.OneOf("mode", otherwise.Mode, ("simulate", PolicyMode.Simulate), ("enforce", PolicyMode.Enforce)),
            Watch = Step(ladder, "watch", otherwise.Watch),
            Review = Step(ladder, "review", otherwise.Review),
            Act = Step(ladder, "act", otherwise.Act),
            Likely = Step(ladder, "likely", otherwise.Likely),
            Campaigns = Campaigns(section.Section("campaigns")),
            LeastConfidence = section.Number("least_confidence", otherwise.LeastConfidence, 0, 1),
            PartsAtMost = section.OneOf("parts_at_most", otherwise.PartsAtMost, [.. ActionWords.All]),
            Lifetime = section.Duration("lifetime", otherwise.Lifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90)),
            Recent = section.Duration("recent", otherwise.Recent, TimeSpan.FromHours(1), TimeSpan.FromDays(90)),
            Protection = Protect(section.Section("protect")),
            Approval = Approve(section.Section("approval")),
            Prices = Price(section.Section("price")),
        };
        ladder.RefuseOthers();
        section.RefuseOthers();
        return policy;
    }

    private static SortedDictionary<string, LadderStep?> Campaigns(YamlSection section)
    {
        var steps = new SortedDictionary<string, LadderStep?>(StringComparer.Ordinal);
        foreach (var id in section.Keys)
            steps[id] = Step(section, id, null);
        return steps;
    }

    private static LadderStep? Step(YamlSection section, string key, LadderStep? otherwise)
    {
        var node = section.Node(key);
        if (!section.Has(key))
            return otherwise;
        if (node is YamlScalarNode)
            return Of(section.OneOf(key, null, Steps), 200_000, 6);
        var given = section.Section(key);
        var action = given.OneOf("action", null, Steps);
        if (!given.Has("action"))
            throw section.Wrong(key, "action is required");
        if (given.Has("tokens_per_day") && action != DecisionAction.CapTokens)
            throw given.Wrong("tokens_per_day", "is for cap_tokens");
        if (given.Has("requests_per_minute") && action != DecisionAction.Slow)
            throw given.Wrong("requests_per_minute", "is for slow");
        var step = Of(action, given.Whole("tokens_per_day", 200_000, 1, 1_000_000_000_000), (int)given.Whole("requests_per_minute", 6, 1, 1_000_000));
        given.RefuseOthers();
        return step;
    }

    private static LadderStep? Of(DecisionAction? action, long tokens, int requests) => action switch
    {
        null => null,
        DecisionAction.CapTokens => new LadderStep(DecisionAction.CapTokens, TokensPerDay: tokens),
        DecisionAction.Slow => new LadderStep(DecisionAction.Slow, RequestsPerMinute: requests),
        { } other => new LadderStep(other),
    };

    private static Protection Protect(YamlSection section)
    {
        var plans = Enum.GetValues<Plan>().Where(static p => p != Plan.Unknown).ToDictionary(static p => p.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        var protection = new Protection
        {
            Accounts = section.Texts("accounts"),
            Organisations = section.Texts("organisations"),
            Plans = [.. section.Texts("plans").Select(word => plans.TryGetValue(word, out var plan) ? plan : throw section.Wrong("plans", $"expected some of {string.Join(", ", plans.Keys)}"))],
            Names = section.Texts("names"),
        };
        section.RefuseOthers();
        return protection;
    }

    private static ApprovalPolicy Approve(YamlSection section)
    {
        var otherwise = new ApprovalPolicy();
        var approval = new ApprovalPolicy
        {
            Unattended = section.OneOf("unattended", otherwise.Unattended, [.. Steps.Select(static s => s.Item1 == None ? ("none", s.Item2) : s)]),
            SecondAboveAccounts = section.Whole("second_above_accounts", otherwise.SecondAboveAccounts, 0, 1_000_000_000),
            SecondAboveSpend = section.Number("second_above_spend", otherwise.SecondAboveSpend, 0, 1e12),
            GrowthShare = section.Number("growth_share", otherwise.GrowthShare, 0, 100),
            GrowthAccounts = section.Whole("growth_accounts", otherwise.GrowthAccounts, 0, 1_000_000_000),
        };
        section.RefuseOthers();
        return approval;
    }

    private static PriceList Price(YamlSection section)
    {
        var otherwise = new PriceList();
        var prices = new PriceList(section.Number("input_per_million", otherwise.InputPerMillion, 0, Dear), section.Number("output_per_million", otherwise.OutputPerMillion, 0, Dear));
        section.RefuseOthers();
        return prices;
    }
}
