using System.Globalization;
using Stillhound.Ledger;
using Stillhound.Server.Cases.Projection;

namespace Stillhound.Server.Decisions.Projection;

/// <summary>
/// What stands: the projection of the ledger. It changes only by applying changes in the order of their entries, so that a restart gives
/// what was there before.
/// </summary>
internal sealed partial class Standing
{
    private const string IdPrefix = "d-";

    private readonly Dictionary<string, StandingDecision> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StandingCampaign> _campaigns = new(StringComparer.Ordinal);
    private readonly List<Touched> _touched = [];
    private bool _replaying;

    /// <summary>All decisions, in the order of their proposals.</summary>
    public IReadOnlyCollection<StandingDecision> Decisions => _decisions.Values;

    /// <summary>All campaigns that were ever judged.</summary>
    public IReadOnlyCollection<StandingCampaign> Campaigns => _campaigns.Values;

    /// <summary>What people made of campaigns, and what owners say.</summary>
    public StandingCases Cases { get; } = new();

    /// <summary>Number of the newest decision.</summary>
    public long LastId { get; private set; }

    /// <summary>Version of the policy that was adopted last; null without.</summary>
    public string? Policy { get; private set; }

    /// <summary>The identifier of a decision by its number.</summary>
    public static string IdOf(long number) => IdPrefix + number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>A decision; null when there is none of that name.</summary>
    public StandingDecision? Decision(string id) => _decisions.TryGetValue(id, out var found) && found.State != DecisionState.Unfinished ? found : null;

    /// <summary>A campaign; null when none of that name was judged or decided about.</summary>
    public StandingCampaign? Campaign(string id) => _campaigns.GetValueOrDefault(id);

    /// <summary>What changed for published accounts since this was asked last.</summary>
    public IReadOnlyList<Touched> TakeTouched()
    {
        var touched = _touched.ToArray();
        _touched.Clear();
        return touched;
    }

    /// <summary>Applies everything that a ledger holds.</summary>
    /// <exception cref="LedgerException">The ledger is broken or not understood.</exception>
    public void Replay(ILedger ledger)
    {
        _replaying = true;
        foreach (var entry in ledger.Read())
        {
            if (ChangeCodec.Read(entry) is { } change)
                Apply(entry, change);
        }

        _replaying = false;
    }

    /// <summary>Applies one change, whose entry is durable.</summary>
    public void Apply(LedgerEntry entry, Change change)
    {
        switch (change)
        {
            case PolicyAdopted adopted:
                Policy = adopted.Version;
                break;
            case CampaignJudged judged:
                (Of(judged.Campaign).Judged, Of(judged.Campaign).JudgedAt) = (judged, entry.Time);
                break;
            case MembersChanged members:
                Apply(Known(members.Decision, entry, mayBeNew: true), members);
                break;
            case Proposed proposed:
                Apply(Known(proposed.Decision, entry, mayBeNew: true), proposed, entry.Time);
                break;
            case Approved approved:
                Each(approved.Decisions, entry, d => Apply(d, new Approval(approved.Actor, entry.Time, approved.Note)));
                break;
            case Armed armed:
                Each(armed.Decisions, entry, d => Apply(d, armed, entry.Time));
                break;
            case Grown grown:
                Each(grown.Decisions, entry, d => Apply(d, grown, entry.Time));
                break;
            case Rejected rejected:
                Apply(Known(rejected.Decision, entry), rejected, entry.Time);
                break;
            case Undone undone:
                Refuse(Known(undone.Decision, entry), DecisionState.Undone, undone.Actor, undone.Note, entry.Time);
                break;
            case Cleared cleared:
                Apply(cleared, entry.Seq);
                break;
            case Extended extended:
                Apply(Known(extended.Decision, entry), extended);
                break;
            case Replaced replaced:
                Known(replaced.Decision, entry).ReplacedBy = replaced.By;
                End(_decisions[replaced.Decision], DecisionState.Replaced, null, replaced.Why, entry.Time);
                break;
            case Expired expired:
                End(Known(expired.Decision, entry), DecisionState.Expired, null, "", entry.Time);
                break;
            case Dismissed dismissed:
                Apply(dismissed, entry.Time);
                break;
            case Reinstated reinstated:
                Of(reinstated.Campaign).Dismissal = null;
                break;
            case CaseChange about:
                Cases.Apply(entry, about);
                break;
        }
    }

    private StandingCampaign Of(string id)
    {
        if (!_campaigns.TryGetValue(id, out var campaign))
            _campaigns[id] = campaign = new StandingCampaign(id);
        return campaign;
    }

    private StandingDecision Known(string id, LedgerEntry entry, bool mayBeNew = false)
    {
        if (!_decisions.TryGetValue(id, out var decision))
        {
            if (!mayBeNew || !id.StartsWith(IdPrefix, StringComparison.Ordinal) || !long.TryParse(id.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw new LedgerException($"entry {entry.Seq} of the ledger names a decision that nothing before it made");
            _decisions[id] = decision = new StandingDecision(id);
            LastId = Math.Max(LastId, number);
        }

        decision.Revision = entry.Seq;
        return decision;
    }

    private void Each(IReadOnlyList<string> ids, LedgerEntry entry, Action<StandingDecision> apply)
    {
        foreach (var id in ids)
            apply(Known(id, entry));
    }
}

/// <summary>Accounts for which a published decision came, changed or went.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Accounts">The accounts.</param>
/// <param name="Gone">Whether it covers them no longer.</param>
internal sealed record Touched(Decision Decision, IReadOnlyCollection<string> Accounts, bool Gone);
