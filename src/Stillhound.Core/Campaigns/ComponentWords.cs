using System.Globalization;
using Stillhound.Core.Components;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>Parts of accounts in words and as findings.</summary>
internal static class ComponentWords
{
    public static ComponentFinding Of(AccountTable accounts, Campaign campaign, int account, AccusedPart part, bool byEndUser)
    {
        var attached = campaign.Members.TryGetValue(account, out var member) ? member.AttachedMs : campaign.Carriers.GetValueOrDefault(account);
        return new ComponentFinding(
            accounts.NameOf(account), byEndUser, part.Exchanges, part.Share, part.InputTokens, part.OutputTokens,
            DateTimeOffset.FromUnixTimeMilliseconds(part.FirstMs), DateTimeOffset.FromUnixTimeMilliseconds(part.LastMs),
            attached == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(attached), part.Before, Template(campaign),
            [.. part.EndUsers.Select(static u => new EndUserShare(u.Key.ToString("x8", CultureInfo.InvariantCulture), u.Exchanges))]);
    }

    /// <summary>What ties an account of which only a part is accused.</summary>
    public static string Ties(AccusedPart part) => string.Create(CultureInfo.InvariantCulture,
        $"only the part of its traffic that has the campaign's settings: {part.Exchanges:N0} exchanges, {part.Share:P0} of what it sent since {DateTimeOffset.FromUnixTimeMilliseconds(part.SinceMs):yyyy-MM-dd HH:mm}");

    /// <summary>Sentences that a summary ends with; empty where whole accounts are accused.</summary>
    public static string Summary(IReadOnlyCollection<ComponentFinding> components)
    {
        var members = components.Count(static c => !c.ByEndUser);
        var served = components.Where(static c => c.ByEndUser).ToList();
        var text = "";
        if (members > 0)
            text += string.Create(CultureInfo.InvariantCulture, $" Of {members:N0} of them only the part of their traffic that has its settings is accused.");
        if (served.Count > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture,
                $" {served.Count:N0} more {(served.Count == 1 ? "account serves" : "accounts serve")} end users of whom {served.Sum(static c => c.EndUsers.Count):N0} are the campaign's; the others are not accused.");
        }

        return text;
    }

    private static string Template(Campaign campaign)
    {
        var settings = campaign.Verdict.Cohort.Shared.Select(static s => TraitKinds.NameOf(s.Kind)).Distinct(StringComparer.Ordinal).ToList();
        var same = settings.Count == 0 ? "the same settings" : "the same " + string.Join(", ", settings);
        return campaign.Keys.Count == 0 ? same : string.Create(CultureInfo.InvariantCulture, $"{same}; {campaign.Keys.Count} phrases of its own");
    }
}
