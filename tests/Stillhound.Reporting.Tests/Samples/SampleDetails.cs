using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>What findings made up for tests rest on.</summary>
internal static class SampleDetails
{
    public static IReadOnlyList<CampaignDetail> Of(Findings findings) => [.. findings.Campaigns.Select(c => Of(c, (int)findings.Input.Accounts, "a1b2c3d4"))];

    public static CampaignDetail Of(CampaignFinding campaign, int accounts, string label)
    {
        var all = Enumerable.Range(0, campaign.Members.Count).ToList();
        var some = all.Where(static i => i % 3 == 0).ToList();
        return new CampaignDetail
        {
            Id = campaign.Id,
            PopulationAccounts = accounts,
            Members =
            [
                .. campaign.Members.Select((m, i) => new MemberDetail(
                    m.Account, m.Ties, i % 2 == 0 ? "leaves when it no longer resembles them" : label, campaign.FirstSeen.AddMinutes(i), campaign.LastSeen.AddMinutes(-i), m.Exchanges, (i % 3) - 1)),
            ],
            Traits =
            [
                new("system", all.Count, 900, 4, [new(label, 31, all, [.. all.Select(static i => i + 1)]), new("00000001", 2, some, [.. some.Select(static _ => 7)])]),
                new("device", 3, 400, 3, []),
            ],
            Templates =
            [
                new("deadbeef", "settings", all, 1234, [new("system", label, 1, 1), new("temperature", "0badcafe", 1.0 / 3, 9)], 3, 40, [new(label, 1, true), new("22222222", 0.25, false)], 81.25, double.NaN),
                new("0000beef", "phrase", some, 5, [], 0, 0, [], double.NaN, 311.5),
            ],
        };
    }
}
