using System.Text;
using Stillhound.Server.Cases.Projection;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Cases;

/// <summary>
/// What owners of accounts say against decisions, with a clock. Acts throw <see cref="ActRefusedException"/> where they cannot be done and
/// <see cref="Stillhound.Ledger.LedgerException"/> where the ledger does not take them; nothing has changed then. Thread safe.
/// </summary>
internal sealed class Appeals(DecisionBook book, CaseOptions options, TimeProvider time)
{
    private const int LongestAccount = 1024;

    /// <summary>All appeals, the oldest first.</summary>
    public IReadOnlyList<Appeal> All => book.Read(static standing => standing.Cases.Appeals.ToList());

    /// <summary>How many wait for an answer, and how many of them for too long.</summary>
    public (int Open, int Overdue) Waiting
    {
        get
        {
            var now = time.GetUtcNow();
            return book.Read(standing => (standing.Cases.Appeals.Count(static a => a.State == AppealState.Open), standing.Cases.Appeals.Count(a => a.IsOverdue(now))));
        }
    }

    /// <summary>An appeal; null when there is none of that name.</summary>
    public Appeal? Find(string id) => book.Read(standing => standing.Cases.Appeal(id));

    /// <summary>The appeals about an account, the oldest first.</summary>
    /// <param name="account">The account, as the gateway names it or as it is stored.</param>
    public IReadOnlyList<Appeal> Of(string account)
    {
        var names = book.StoredNames(account);
        return book.Read(standing => standing.Cases.Appeals.Where(a => names.Contains(a.Account, StringComparer.Ordinal)).ToList());
    }

    /// <summary>Opens an appeal. Mail addresses, telephone and card numbers and keys are taken out of its text.</summary>
    /// <param name="account">The account, as the gateway names it or as it is stored.</param>
    /// <param name="act">Who opens it, and what the owner says.</param>
    public Appeal Open(string account, Act act)
    {
        if (account.Length is 0 or > LongestAccount)
            throw new ActRefusedException(Refusal.Invalid, "say which account, in at most 1,024 characters");
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why the decision is wrong");
        var text = Encoding.UTF8.GetString(new TextRedaction().Of(Encoding.UTF8.GetBytes(act.Note)));
        return book.Do(
            (standing, now) =>
            {
                var names = book.StoredNames(account);
                if (standing.Cases.Appeals.FirstOrDefault(a => a.State == AppealState.Open && names.Contains(a.Account, StringComparer.Ordinal)) is { } open)
                    throw new ActRefusedException(Refusal.Conflict, $"an appeal about this account waits already: {open.Id}");
                var stored = book.StoredName(account, name => About(standing, name).Any());
                return [new AppealOpened(standing.Cases.NextAppeal, stored, [.. About(standing, stored).Select(static d => d.Id)], (now + options.AppealWithin).ToUnixTimeMilliseconds(), act.Actor, text)];
            },
            static standing => standing.Cases.Appeals.Last());
    }

    /// <summary>Answers an appeal. Where it is upheld, the account is cleared, in the same write, of the campaigns that decisions about it follow from.</summary>
    /// <param name="id">The appeal.</param>
    /// <param name="upheld">Whether the owner is right.</param>
    /// <param name="act">Who answers, and why. Not who alone approved a decision that it is about.</param>
    /// <param name="revision">The appeal as it was looked at; null for however it is.</param>
    public Appeal Answer(string id, bool upheld, Act act, long? revision = null) => book.Do(
        (standing, _) =>
        {
            var appeal = Seen(standing, id, act, revision);
            var about = About(standing, appeal.Account).ToList();
            foreach (var decision in about.Concat(appeal.Decisions.Select(standing.Decision).OfType<StandingDecision>()))
            {
                if (decision.Approvals.Count > 0 && decision.Approvals.TrueForAll(a => Act.SamePerson(a.Actor, act.Actor)))
                    throw new ActRefusedException(Refusal.Conflict, $"{act.Actor} alone approved {decision.Id}, which this appeal is about; another person has to answer it");
            }

            var cleared = upheld ? about.Select(static d => d.Terms.Campaign).Distinct(StringComparer.Ordinal) : [];
            return [.. cleared.Select(c => new Cleared(c, appeal.Account, act.Actor, act.Note)), new AppealAnswered(id, upheld, act.Actor, act.Note)];
        },
        standing => standing.Cases.Appeal(id)!);

    /// <summary>Takes an appeal back for its owner.</summary>
    public Appeal Withdraw(string id, Act act, long? revision = null) => book.Do(
        (standing, _) =>
        {
            Seen(standing, id, act, revision);
            return [new AppealWithdrawn(id, act.Actor, act.Note)];
        },
        standing => standing.Cases.Appeal(id)!);

    /// <summary>The decisions that hold about an account, or would once they are approved.</summary>
    private static IEnumerable<StandingDecision> About(Standing standing, string stored) =>
        standing.Decisions.Where(d => (d.IsActive || d.IsOpen) && (d.Covered.Contains(stored) || d.Waiting.Contains(stored)));

    private static Appeal Seen(Standing standing, string id, Act act, long? revision)
    {
        var appeal = standing.Cases.Appeal(id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such appeal");
        if (revision is not null && revision != appeal.Revision)
            throw new ActRefusedException(Refusal.Conflict, $"{id} has changed since it was looked at; look again");
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why");
        return appeal.State == AppealState.Open
            ? appeal
            : throw new ActRefusedException(Refusal.Conflict, $"{appeal.EndedBy} has {(appeal.State == AppealState.Withdrawn ? "withdrawn" : "answered")} {id} already: {Appeal.Word(appeal.State)}");
    }
}
