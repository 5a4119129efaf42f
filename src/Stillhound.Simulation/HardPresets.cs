using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation;

/// <summary>Worlds that are harder than any provider's: honest groups that resemble campaigns, and campaigns that resemble people.</summary>
internal static class HardPresets
{
    /// <summary>
    /// Kind, share of the world's accounts, and the most that such a group has: a firm or a course does not grow with the
    /// provider, a product does.
    /// </summary>
    private static readonly (LookAlikeKind Kind, double Share, int Most)[] Groups =
    [
        (LookAlikeKind.SuiteTool, 0.08, 20_000),
        (LookAlikeKind.AgentLaunch, 0.06, 10_000),
        (LookAlikeKind.AlwaysOnTool, 0.05, 5000),
        (LookAlikeKind.ActionUsers, 0.035, 2000),
        (LookAlikeKind.Failover, 0.03, 2000),
        (LookAlikeKind.ReleaseEval, 0.03, 1000),
        (LookAlikeKind.CarrierFirm, 0.07, 200),
        (LookAlikeKind.UnnamedFirm, 0.04, 120),
        (LookAlikeKind.GatewayPool, 0.012, 40),
        (LookAlikeKind.ContractedData, 0.015, 60),
        (LookAlikeKind.UncontractedData, 0.012, 50),
        (LookAlikeKind.StarterCourse, 0.03, 120),
        (LookAlikeKind.KitHackathon, 0.025, 100),
        (LookAlikeKind.BountyCrowd, 0.02, 100),
        (LookAlikeKind.PrivacyUsers, 0.03, 600),
        (LookAlikeKind.MovedUsers, 0.03, 1000),
    ];

    /// <summary>Kinds that harvest with accounts which live as long as the campaign.</summary>
    private static readonly CampaignKind[] Harvests =
        [CampaignKind.Hydra, CampaignKind.Templates, CampaignKind.Grading, CampaignKind.Reconstruction, CampaignKind.Agentic, CampaignKind.FixedPrompt, CampaignKind.Pivot];

    /// <summary>Ten honest days, more than half of the accounts in one of each look-alike.</summary>
    public static WorldOptions LookAlikes(ulong seed, int accounts) =>
        new() { Seed = seed, Days = 10, Accounts = accounts, LookAlikes = Draw(seed, accounts, 1) };

    /// <summary>
    /// Sixteen campaigns with a seventh of the accounts, each named after what it does to be missed, beside half as many
    /// look-alikes as <see cref="LookAlikes"/> has.
    /// </summary>
    public static WorldOptions Hard(ulong seed)
    {
        const int Accounts = 9000;
        return new WorldOptions { Seed = seed, Days = 10, Accounts = Accounts, LookAlikes = Draw(seed, Accounts, 0.5), Campaigns = Campaigns(seed) };
    }

    private static LookAlikeSpec[] Draw(ulong seed, int accounts, double scale)
    {
        var rng = new Rng(Seeds.Of(seed, "look-alikes"));
        var groups = new LookAlikeSpec[Groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            var (kind, share, most) = Groups[i];
            groups[i] = new LookAlikeSpec(kind, Math.Max(8, (int)(Math.Min(most, accounts * share * scale) * Draws.LogNormal(ref rng, 1, 0.3))));
        }

        return groups;
    }

    private static CampaignSpec[] Campaigns(ulong seed)
    {
        var rng = new Rng(Seeds.Of(seed, "hard"));
        var small = rng.Pick(Harvests);
        return
        [
            Some(ref rng, "topics") with { Habits = new() { OwnTopics = 0.9 } },
            Some(ref rng, "hours") with { Habits = new() { ClaimedHours = 1 } },
            Some(ref rng, "loads") with { Habits = new() { LoadSpread = rng.Range(0.7, 1.25) } },
            Some(ref rng, "turns") with { Turns = rng.Range(0.35, 0.6), Habits = new() },
            Some(ref rng, "aged") with { Habits = new() { Aged = 1 } },
            Some(ref rng, "identities") with { IdentityReuse = 0, NetworkReuse = 0, Habits = new() { HomeNetworks = 1 } },
            Some(ref rng, "clients") with { Habits = new() { OwnClients = 1 } },
            Some(ref rng, "mixing") with { Mixing = rng.Range(0.3, 0.9), Habits = new() },
            Some(ref rng, "reworded") with { Kind = CampaignKind.Reworded, Rewording = rng.Range(0.95, 1), Habits = new() },
            Some(ref rng, "pools") with { Habits = new() { TwoPools = true } },
            Some(ref rng, "quota") with { Accounts = rng.Between(120, 240), Habits = new() { Quota = rng.Range(1.5, 3), Joins = 0.5 } },
            Some(ref rng, "reseller") with { Habits = new() { Reseller = rng.Range(0.2, 0.6) } },
            Split(ref rng, small, 1),
            Split(ref rng, small, 2),
            Split(ref rng, small, 3),
            Careful(ref rng),
        ];
    }

    private static CampaignSpec Some(ref Rng rng, string name) => new(rng.Pick(Harvests)) { Name = name, Accounts = (int)rng.LogRange(40, 130) };

    /// <summary>A part of what could have been one campaign: its own templates, clients and identities.</summary>
    private static CampaignSpec Split(ref Rng rng, CampaignKind kind, int part) =>
        new(kind) { Name = FormattableString.Invariant($"split-{part}"), Accounts = rng.Between(8, 22), Habits = new() };

    /// <summary>Everything at once, as far as one operator would go.</summary>
    private static CampaignSpec Careful(ref Rng rng) => new(rng.Pick([CampaignKind.Reworded, CampaignKind.Templates, CampaignKind.Hydra]))
    {
        Name = "careful",
        Accounts = (int)rng.LogRange(60, 160),
        Rewording = rng.Range(0.5, 1),
        Mixing = rng.Range(0.3, 0.6),
        IdentityReuse = 0,
        NetworkReuse = 0,
        Turns = rng.Range(0.2, 0.5),
        Habits = new()
        {
            OwnTopics = rng.Range(0.6, 0.95),
            ClaimedHours = 1,
            LoadSpread = rng.Range(0.7, 1.25),
            Aged = rng.Range(0.5, 1),
            OwnClients = 1,
            HomeNetworks = 1,
            Joins = rng.Range(0.4, 1),
            Quota = rng.Range(6, 15),
        },
    };
}
