using System.Globalization;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Entries of a history in words.</summary>
internal static class HistoryWords
{
    private const double Noticeable = 0.1;
    private const int MostFamilies = 2;

    public static CampaignNote Of(Change change)
    {
        var (what, why) = Sentence(change);
        var text = why.Length == 0 ? what : $"{what}: {why}";
        if (change.Entries > 1)
            text = $"{text} ({change.Entries} entries until {Time(change.UntilMs)}, summed up)";
        return new CampaignNote(DateTimeOffset.FromUnixTimeMilliseconds(change.TimeMs), text)
        {
            What = change.What,
            Reason = why,
            Accounts = change.Accounts,
            Campaign = change.Other,
            Until = change.Entries > 1 ? DateTimeOffset.FromUnixTimeMilliseconds(change.UntilMs) : null,
        };
    }

    /// <summary>Why a verdict came out as it did: what changed most since an earlier one, or what is strongest without one.</summary>
    public static string Why(Verdict? before, Verdict after)
    {
        var families = new List<(Family Family, double Before, double After)>();
        for (var f = 0; f < after.FamilyLog10.Length; f++)
            families.Add(((Family)f, Known(before, f), Known(after, f)));
        var told = families.OrderByDescending(f => before is null ? f.After : Math.Abs(f.After - f.Before)).ThenBy(static f => f.Family)
            .Where(f => (before is null ? f.After : Math.Abs(f.After - f.Before)) >= Noticeable).Take(MostFamilies)
            .Select(f => before is null ? $"{Name(f.Family)} ({Power(f.After)})" : $"{Name(f.Family)} ({Power(f.Before)} to {Power(f.After)})").ToList();
        if (before is null)
            return told.Count == 0 ? $"odds of {Power(after.Log10Odds)}" : $"odds of {Power(after.Log10Odds)}, most of them from {string.Join(" and ", told)}";
        // Two digits: a step of a hundredth may be what crossed a limit.
        var odds = string.Create(CultureInfo.InvariantCulture, $"odds went from 10^{before.Log10Odds:F2} to 10^{after.Log10Odds:F2}");
        return told.Count == 0 ? odds : $"{odds}, most changed: {string.Join(" and ", told)}";
    }

    public static string Accounts(int count) => count == 1 ? "1 account" : count.ToString("N0", CultureInfo.InvariantCulture) + " accounts";

    private static (string What, string Why) Sentence(Change change)
    {
        var accounts = Accounts(change.Accounts);
        var special = Accounts(change.Special);
        return change.What switch
        {
            CampaignChange.Proposed => ($"proposed with {accounts}", change.Reason),
            CampaignChange.Tier => ($"{change.Detail} with {accounts}", change.Reason),
            CampaignChange.SteppedDown => ("stepped down to watch", change.Reason),
            CampaignChange.Attached => ($"{accounts} came in", Ways(change.Special, change.Accounts - change.Special)),
            CampaignChange.Left => ($"{accounts} left", "they no longer resemble it"),
            CampaignChange.Suspended => ($"{accounts} of it {(change.Accounts == 1 ? "was" : "were")} suspended", "the provider said so"),
            CampaignChange.Restored => ($"{accounts} of it came back from suspension", "the provider said so"),
            CampaignChange.PoolSwap => ("swapped its pool", $"{accounts} ended and {special} that started within a day took their place"),
            CampaignChange.Resumed => ($"resumed with {accounts}", change.Reason),
            CampaignChange.Absorbed => ($"took in {change.Other} with {accounts}", change.Reason),
            CampaignChange.Split => ($"lost {accounts} to {change.Other}", change.Reason),
            CampaignChange.SplitOff => ($"split off {change.Other} with {accounts}", change.Reason),
            CampaignChange.SuccessorOf => ($"succeeds {change.Other}", change.Reason),
            CampaignChange.SucceededBy => ($"was succeeded by {change.Other}", change.Reason),
            CampaignChange.Relabelled => ("re-labelled", change.Reason),
            _ => throw new InvalidOperationException($"no words for {change.What}"),
        };
    }

    private static string Ways(int onSight, int bySearch)
    {
        const string OnSight = "on sight of its phrases or settings";
        if (onSight == 0)
            return "by search";
        return bySearch == 0 ? OnSight : string.Create(CultureInfo.InvariantCulture, $"{onSight:N0} {OnSight}, {bySearch:N0} by search");
    }

    private static double Known(Verdict? verdict, int family) =>
        verdict is null || double.IsNaN(verdict.FamilyLog10[family]) ? 0 : verdict.FamilyLog10[family];

    private static string Name(Family family) => Families.NameOf(family).Replace('_', ' ');

    private static string Power(double log10) => string.Create(CultureInfo.InvariantCulture, $"10^{log10:F1}");

    private static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
