using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Tests.Decisions.Support;

/// <summary>A book of decisions with its ledger and clock, and people who act on it.</summary>
internal sealed class Desk
{
    /// <summary>Enforces; at act suspends keys, which a person approves, and a second one above twenty accounts; grows by half or ten.</summary>
    public static readonly Policy Strict = new()
    {
        Mode = PolicyMode.Enforce,
        Act = new LadderStep(DecisionAction.SuspendKey),
        Approval = new ApprovalPolicy { SecondAboveAccounts = 20, SecondAboveSpend = 1e6, GrowthShare = 0.5, GrowthAccounts = 10 },
    };

    public Desk(Policy? policy = null, IStoredNames? names = null, Func<string, AccountFacts?>? facts = null)
    {
        (Policy, Names, Facts) = (policy ?? Strict, names ?? new PlainNames(), facts ?? (static _ => null));
        Ledger = new MemoryLedger(Clock);
        Book = Open();
    }

    public TestClock Clock { get; } = new();

    public MemoryLedger Ledger { get; }

    public DecisionBook Book { get; private set; }

    public CaseBook Cases => new(Book);

    public Appeals Appeals => new(Book, new CaseOptions(), Clock);

    private Policy Policy { get; }

    private IStoredNames Names { get; }

    private Func<string, AccountFacts?> Facts { get; }

    public void Restart() => Book = Open();

    public Desk Finds(params CampaignFinding[] campaigns)
    {
        Book.Decide(Found.Now(campaigns));
        return this;
    }

    public Decision? Of(string account) => Book.Find(Encoding.UTF8.GetBytes(account));

    /// <summary>The newest decision about a campaign.</summary>
    public StandingDecision Newest(string campaign) => Book.Read(s => s.Decisions.Last(d => d.State != DecisionState.Unfinished && d.Terms.Campaign == campaign));

    public StandingDecision Decision(string id) => Book.Read(s => s.Decision(id)!);

    public void Approve(string campaign, string actor = "ann", long? revision = null) => Book.Do(p => p.Approve(Newest(campaign).Id, new Act(actor, "looked at it"), revision));

    public void Reject(string campaign, string actor = "ann") => Book.Do(p => p.Reject(Newest(campaign).Id, new Act(actor, "not sure"), null));

    public void Undo(string campaign, string actor = "ann") => Book.Do(p => p.Undo(Newest(campaign).Id, new Act(actor, "was wrong")));

    public void Clear(string campaign, string account) => Book.Do(p => p.Clear(Newest(campaign).Id, Book.StoredNames(account), new Act("ann", "a customer")));

    public void Extend(string campaign, TimeSpan time) => Book.Do(p => p.Extend(Newest(campaign).Id, time, new Act("ann", "")));

    public void Dismiss(string campaign, string why = "a hackathon") => Book.Do(p => p.Dismiss(campaign, new Act("ann", why)));

    /// <summary>What stands, as text, for comparing.</summary>
    public string Picture() => Book.Read(s => string.Join('\n', s.Decisions.Select(d =>
        $"{d.Id} {d.State} {d.Terms?.Campaign} {d.Terms?.Action} {d.From:O} {d.Until:O} [{string.Join(',', d.Covered.Order(StringComparer.Ordinal))}] "
        + $"[{string.Join(',', d.Waiting.Order(StringComparer.Ordinal))}] {d.ApprovedAccounts} {string.Join(',', d.Approvals)} {d.EndedBy} {d.EndNote} {d.ReplacedBy} {d.Revision}"))
        + "\n" + string.Join('\n', s.Campaigns.Select(c => $"{c.Id} {c.Tier} {c.Active?.Id} {c.Open?.Id} {c.Refused?.Accounts} {c.Dismissal} {string.Join(',', c.ClearedAccounts)}"))
        + "\n" + string.Join('\n', Cases.All.Select(static c => $"{c.Campaign} {c.Verdict} {c.Hypothesis} {c.Revision} {c.Steps.Count}"))
        + "\n" + string.Join('\n', Appeals.All.Select(static a => $"{a.Id} {a.Account} {a.State} {a.EndedBy} {a.Revision} {string.Join(',', a.Decisions)}"))
        + "\n" + string.Join('\n', Book.Current.All.Select(static a => $"{a.Account} {a.Decision.Id}").Order(StringComparer.Ordinal)));

    private DecisionBook Open() => new(Ledger, Policy, Names, Facts, Clock);
}
