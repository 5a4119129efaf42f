using Stillhound.Core.Campaigns;
using Stillhound.Server.Cases;
using Stillhound.Server.Hosting;

namespace Stillhound.WebConsole.Data;

/// <summary>A campaign in the queue, with what people made of it.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Owner">Who has it; null for nobody.</param>
/// <param name="Status">The verdict of its case, <c>dismissed</c>, or <c>open</c>.</param>
/// <param name="Decision">What stands about it, such as <c>waits for approval</c>; null for nothing.</param>
/// <param name="Changes">What changed since the person looked last; null where they never looked.</param>
public sealed record QueueRow(CampaignFinding Campaign, string? Owner, string Status, string? Decision, IReadOnlyList<CampaignNote>? Changes)
{
    /// <summary>Whether nobody has to look any more.</summary>
    public bool IsDone => Status is not "open";

    /// <summary>How it stands: its case's verdict once there is one, else what was decided.</summary>
    public string Stands => IsDone ? Status.Replace('_', ' ') : Decision ?? "open";

    /// <summary>What changed, in words.</summary>
    public string News => Changes switch
    {
        null => "new to you",
        [] => "",
        var some => string.Join(", ", some.GroupBy(static n => n.What).Select(static g => Word(g.Key) + (g.Count() > 1 ? $" ×{g.Count()}" : ""))),
    };

    /// <summary>The rows of all campaigns.</summary>
    internal static List<QueueRow> All(FoundView view, HostState? host, string? person)
    {
        if (host is null)
            return [.. view.Findings.Campaigns.Select(static c => new QueueRow(c, null, "open", null, []))];
        var standing = host.Live.Decisions.Read(static all => all.Campaigns.ToDictionary(
            static c => c.Id, static c => (Dismissed: c.Dismissal is not null, Open: c.Open?.Id, Active: c.Active?.Id), StringComparer.Ordinal));
        var cases = host.Live.Cases.All.ToDictionary(static c => c.Campaign, StringComparer.Ordinal);
        return [.. view.Findings.Campaigns.Select(c =>
        {
            var known = standing.GetValueOrDefault(c.Id);
            var own = cases.GetValueOrDefault(c.Id);
            var status = own?.Verdict is { } verdict ? Case.Word(verdict) : known.Dismissed ? "dismissed" : "open";
            var decision = known.Open is not null ? "waits for approval" : known.Active is not null ? "in force" : null;
            return new QueueRow(c, own?.Owner, status, decision, Since(c, person is null ? null : host.Live.Looks.Find(person, c.Id)));
        })];
    }

    /// <summary>What a person sees when they look now, to tell later what came after it.</summary>
    public static long RevisionOf(CampaignFinding campaign) => campaign.History.Count == 0 ? 0 : campaign.History.Max(static n => (n.Until ?? n.Time).ToUnixTimeMilliseconds());

    private static List<CampaignNote>? Since(CampaignFinding campaign, Look? look) =>
        look is null ? null : [.. campaign.History.Where(n => (n.Until ?? n.Time).ToUnixTimeMilliseconds() > look.Revision)];

    private static string Word(CampaignChange change) => change switch
    {
        CampaignChange.SteppedDown => "stepped down",
        CampaignChange.PoolSwap => "pool swap",
        CampaignChange.SplitOff => "split off",
        CampaignChange.SuccessorOf => "successor",
        CampaignChange.SucceededBy => "succeeded",
        _ => change.ToString().ToLowerInvariant(),
    };
}
