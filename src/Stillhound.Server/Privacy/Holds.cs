using Stillhound.Server.Cases.Projection;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.Server.Privacy;

/// <summary>
/// What has to be kept. While any hold stands nothing of the journal is forgotten, nor the oldest checkpoint, so that all of it can be read
/// again. Acts throw <see cref="ActRefusedException"/> where they cannot be done and <see cref="Stillhound.Ledger.LedgerException"/> where the
/// ledger does not take them. Thread safe.
/// </summary>
internal sealed class Holds(DecisionBook book, TimeProvider time)
{
    private const int LongestName = 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>All that were ever set, the oldest first.</summary>
    public IReadOnlyList<Hold> All => book.Read(static standing => standing.Cases.Holds.ToList());

    /// <summary>Those that stand now.</summary>
    public IReadOnlyList<Hold> Standing
    {
        get
        {
            var now = time.GetUtcNow();
            return book.Read(standing => standing.Cases.Holds.Where(h => h.Stands(now)).ToList());
        }
    }

    /// <summary>Sets a hold on an account or a campaign.</summary>
    /// <param name="account">The account, as the gateway names it or as it is stored; null for a campaign.</param>
    /// <param name="campaign">The campaign; null for an account.</param>
    /// <param name="until">When it ends, at most ten years from now.</param>
    /// <param name="act">Who and why.</param>
    public Hold Set(string? account, string? campaign, DateTimeOffset until, Act act)
    {
        if (account is null == campaign is null || (account ?? campaign) is { Length: 0 or > LongestName })
            throw new ActRefusedException(Refusal.Invalid, "say which account or which campaign, one of both");
        Reason(act);
        return book.Do(
            (standing, now) =>
            {
                if (until <= now || until > now + Longest)
                    throw new ActRefusedException(Refusal.Invalid, "until: a time to come, within ten years");
                if (campaign is not null && standing.Campaign(campaign) is null)
                    throw new ActRefusedException(Refusal.Unknown, "there is no such campaign");
                var stored = account is null ? null : book.StoredName(account, name => standing.Decisions.Any(d => d.Covered.Contains(name) || d.Waiting.Contains(name)));
                return [new HoldSet(standing.Cases.NextHold, stored, campaign, until.ToUnixTimeMilliseconds(), act.Actor, act.Note)];
            },
            static standing => standing.Cases.Holds.Last());
    }

    /// <summary>Releases a hold before its end.</summary>
    public Hold Release(string id, Act act)
    {
        Reason(act);
        return book.Do(
            (standing, now) =>
            {
                var hold = standing.Cases.Hold(id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such hold");
                return hold.Stands(now) ? [new HoldReleased(id, act.Actor, act.Note)] : throw new ActRefusedException(Refusal.Conflict, hold.ReleasedBy is { } by ? $"{by} has released {id} already" : $"{id} is over");
            },
            standing => standing.Cases.Hold(id)!);
    }

    private static void Reason(Act act)
    {
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why");
    }
}
