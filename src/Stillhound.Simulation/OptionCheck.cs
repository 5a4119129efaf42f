using System.Runtime.CompilerServices;

namespace Stillhound.Simulation;

/// <summary>Says in one line what is wrong with options.</summary>
internal static class OptionCheck
{
    public static void Check(WorldOptions options)
    {
        Require(options.Days is >= 1 and <= 400, "days must be from 1 to 400", options);
        Require(options.Accounts is null or (>= 1 and <= 2_000_000), "accounts must be from 1 to 2,000,000", options);
        Require(options.Exchanges is null or >= 1, "exchanges must be at least 1", options);
        Require(options.MeanPromptWords is null or (>= 1 and <= 20_000), "mean prompt words must be from 1 to 20,000", options);
        Require(options.BenignWeights.Values.All(w => w >= 0 && double.IsFinite(w)), "benign weights must not be negative", options);
        Require(options.Lone.All(l => l.Accounts is >= 1 and <= 10_000), "lone: accounts must be from 1 to 10,000", options);
        Require(options.Lone.All(l => l.Rate is null or (> 0 and <= 100_000)), "lone: rate must be above 0 and at most 100,000 a day", options);
        foreach (var campaign in options.Campaigns)
            Check(campaign, options);
        foreach (var group in options.LookAlikes)
            Require(group.Accounts is >= 1 and <= 1_000_000, $"{KindNames.Of(group.Kind)}: accounts must be from 1 to 1,000,000", options);
        var names = options.Campaigns.Select(c => c.Name).OfType<string>().ToArray();
        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length, "campaign names must differ", options);
    }

    private static void Check(CampaignSpec spec, WorldOptions options)
    {
        var name = KindNames.Of(spec.Kind);
        Require(spec.Accounts is null or (>= 1 and <= 1_000_000), $"{name}: accounts must be from 1 to 1,000,000", options);
        Require(spec.Rate is null or (> 0 and <= 100_000), $"{name}: rate must be above 0 and at most 100,000 a day", options);
        Require(spec.JoinDays is null or (>= 0 and <= 400), $"{name}: join days must be from 0 to 400", options);
        Require(spec.Mixing is null or (>= 0 and <= 0.95), $"{name}: mixing must be from 0 to 0.95", options);
        Require(spec.Turns is null or (>= 0 and <= 0.95), $"{name}: turns must be from 0 to 0.95", options);
        foreach (var (dial, value) in new[] { ("jitter", spec.Jitter), ("rewording", spec.Rewording), ("identity", spec.IdentityReuse), ("network", spec.NetworkReuse), ("human", spec.HumanRhythm) })
            Require(value is null or (>= 0 and <= 1), $"{name}: {dial} must be from 0 to 1", options);
        var (start, end) = (spec.StartDay ?? 0, spec.EndDay ?? options.Days);
        Require(start >= 0 && start < end && end <= options.Days, $"{name}: start and end must be days of the world, start before end", options);
        if (spec.Habits is { } habits)
            Check(habits, name, options);
        Require(spec.Name is null || spec.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), $"{name}: a name may hold letters, digits, '-', '_' and '.'", options);
    }

    private static void Check(CampaignHabits habits, string name, WorldOptions options)
    {
        foreach (var (dial, value) in new[] { ("topics", habits.OwnTopics), ("hours", habits.ClaimedHours), ("aged", habits.Aged), ("clients", habits.OwnClients), ("homes", habits.HomeNetworks), ("joins", habits.Joins ?? 0) })
            Require(value is >= 0 and <= 1, $"{name}: {dial} must be from 0 to 1", options);
        Require(habits.LoadSpread is null or (>= 0 and <= 2), $"{name}: spread must be from 0 to 2", options);
        Require(habits.Quota is null or (> 0 and <= 100_000), $"{name}: quota must be above 0 and at most 100,000 a day", options);
        Require(habits.Reseller is >= 0 and <= 0.9, $"{name}: reseller must be from 0 to 0.9", options);
    }

    private static void Require(bool holds, string message, WorldOptions options, [CallerArgumentExpression(nameof(options))] string? name = null)
    {
        if (!holds)
            throw new ArgumentException(message, name);
    }
}
