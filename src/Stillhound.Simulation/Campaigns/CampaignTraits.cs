using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Campaigns;

/// <summary>A campaign's dials, all settled: what the spec says, otherwise a draw around the kind's default.</summary>
internal sealed record CampaignTraits
{
    public required CampaignKind Kind { get; init; }

    public required string Name { get; init; }

    public required ulong Seed { get; init; }

    public required int Accounts { get; init; }

    public required double Rate { get; init; }

    public required double Jitter { get; init; }

    public required double Rewording { get; init; }

    public required double Mixing { get; init; }

    public required double IdentityReuse { get; init; }

    public required double NetworkReuse { get; init; }

    public required double HumanRhythm { get; init; }

    public required double Turns { get; init; }

    public required long From { get; init; }

    public required long To { get; init; }

    /// <summary>Days over which accounts join; as drawn when null.</summary>
    public required double? JoinDays { get; init; }

    /// <summary>When the first pool is suspended; beyond <see cref="To"/> for never.</summary>
    public required long Ban { get; init; }

    /// <summary>Spread of loads over accounts: 0 is even, above 1 as uneven as people.</summary>
    public required double LoadSpread { get; init; }

    /// <summary>Share of accounts made in batches shortly before they are used.</summary>
    public required double BatchSignups { get; init; }

    /// <summary>Share of traffic over residential proxies; the rest comes from data centres.</summary>
    public required double Residential { get; init; }

    /// <summary>What it does to look like strangers; null for nothing beyond its dials.</summary>
    public CampaignHabits? Habits { get; init; }

    public static CampaignTraits Settle(CampaignSpec spec, int index, ulong worldSeed, long start, long end, int worldAccounts, int campaigns)
    {
        var usual = KindDefaults.Of(spec.Kind);
        var name = spec.Name ?? FormattableString.Invariant($"{KindNames.Of(spec.Kind)}-{index + 1}");
        var seed = Seeds.Of(Seeds.Of(worldSeed, "campaign"), (ulong)index);
        var rng = new Rng(seed);
        const double Day = 86_400_000;
        var from = start + (long)(Day * (spec.StartDay ?? (rng.Chance(0.5) ? 0 : rng.Range(0, (end - start) / Day * 0.3))));
        var to = spec.EndDay is { } last ? start + (long)(Day * last) : rng.Chance(0.8) ? end : end - (long)((end - from) * rng.Range(0, 0.25));
        var ban = spec.BanDay is { } day ? day < 0 ? long.MaxValue : start + (long)(Day * day) : from + (long)((to - from) * rng.Range(0.3, 0.65));
        return new CampaignTraits
        {
            Kind = spec.Kind,
            Name = name,
            Seed = seed,
            Accounts = spec.Accounts ?? Math.Clamp((int)Draws.LogNormal(ref rng, usual.Accounts * Math.Clamp(worldAccounts / 8000.0, 0.3, 3), 0.3), 2, Math.Max(2, worldAccounts / Math.Max(6, 2 * campaigns))),
            Rate = spec.Rate ?? Draws.LogNormal(ref rng, usual.Rate, 0.25),
            Jitter = spec.Jitter ?? Draws.Share(ref rng, usual.Jitter, 4),
            Rewording = spec.Rewording ?? Draws.Share(ref rng, usual.Rewording, 10),
            Mixing = spec.Mixing ?? Draws.Share(ref rng, 0.05, 20),
            IdentityReuse = spec.IdentityReuse ?? Draws.Share(ref rng, 0.25, 1.2),
            NetworkReuse = spec.NetworkReuse ?? Draws.Share(ref rng, 0.35, 1.5),
            HumanRhythm = spec.HumanRhythm ?? Draws.Share(ref rng, usual.HumanRhythm, 2),
            Turns = spec.Turns ?? Draws.Share(ref rng, usual.Turns, 12),
            From = from,
            To = Math.Min(to, end),
            Ban = ban,
            JoinDays = spec.JoinDays,
            LoadSpread = rng.Chance(0.6) ? rng.Range(0, 0.3) : rng.Range(0.3, 1.1),
            BatchSignups = Draws.Share(ref rng, 0.5, 1.5),
            Residential = Draws.Share(ref rng, 0.5, 1.2),
            Habits = spec.Habits,
        };
    }
}
