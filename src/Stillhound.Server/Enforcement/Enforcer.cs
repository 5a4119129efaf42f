using System.Text;
using Microsoft.Extensions.Logging;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement.Limits;

namespace Stillhound.Server.Enforcement;

/// <summary>
/// Answers for one enforcement server what happens to a request of an account. It reads the snapshot and nothing else. Whatever goes
/// wrong here, and whatever takes too long, is answered with allow, counted and logged: it must never be why a gateway is down.
/// </summary>
internal sealed partial class Enforcer(string name, IDecisions decisions, EnforcerBounds bounds, TimeProvider time, ILogger logger)
{
    private const int MostNames = 16;

    private readonly FixedWindows _requests = new(TimeSpan.FromMinutes(1), bounds.CountedAccounts);
    private readonly FixedWindows _tokens = new(TimeSpan.FromDays(1), bounds.CountedAccounts);
    private long _loggedAt;

    /// <summary>What was answered so far.</summary>
    public EnforcerCounts Counts { get; } = new(name);

    /// <summary>The bounds.</summary>
    public EnforcerBounds Bounds => bounds;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How often a request went unlimited because too many accounts were being counted.</summary>
    public long Unlimited => _requests.Unlimited + _tokens.Unlimited;

    /// <summary>Begins a request; the others take what this gives.</summary>
    public long Begin() => time.GetTimestamp();

    /// <summary>Counts an answer.</summary>
    public Verdict End(long begun, Verdict verdict)
    {
        Counts.Count(verdict.Outcome, time.GetElapsedTime(begun));
        return verdict;
    }

    /// <summary>What happens to a request. Not counted yet: <see cref="End"/> does that.</summary>
    /// <param name="begun">When the request arrived, from <see cref="Begin"/>.</param>
    /// <param name="account">The account as the gateway names it; empty when it names none.</param>
    /// <param name="requests">Requests to count against a limit of requests; 0 when this one was counted before.</param>
    public Verdict Ask(long begun, ReadOnlySpan<byte> account, int requests = 1)
    {
        try
        {
            var found = Find(begun, account);
            return found.Outcome == Outcome.Marked ? CarryOut(found.Decision!, account, requests) : found;
        }
        catch (Exception e)
        {
            return Fail(e);
        }
    }

    /// <summary>
    /// What happens to a request whose header names the account. Where a gateway appended its own value to one that the client sent, both
    /// arrive with a comma between them; then what is decided for any of them counts, so that a further value helps nobody.
    /// </summary>
    /// <param name="begun">When the request arrived.</param>
    /// <param name="accounts">The header's value.</param>
    public Verdict AskAny(long begun, ReadOnlySpan<byte> accounts)
    {
        var whole = Ask(begun, accounts);
        if (whole.Outcome != Outcome.Allowed || accounts.IndexOf((byte)',') < 0)
            return whole;
        var asked = 0;
        for (var rest = accounts; !rest.IsEmpty && asked < MostNames; asked++)
        {
            // From the end, where gateways append theirs.
            var comma = rest.LastIndexOf((byte)',');
            var found = Ask(begun, rest[(comma + 1)..].Trim((byte)' '));
            if (found.Decision is not null)
                return found;
            rest = rest[..Math.Max(0, comma)];
        }

        return whole;
    }

    /// <summary>
    /// The decision that stands for an account, without carrying it out: <see cref="Outcome.Marked"/> when it is in force,
    /// <see cref="Outcome.Would"/> when it is simulated.
    /// </summary>
    public Verdict Find(long begun, ReadOnlySpan<byte> account)
    {
        if (account.IsEmpty)
            return new(Outcome.Unnamed, null);
        try
        {
            var asked = time.GetTimestamp();
            var decision = decisions.Find(account);
            if (time.GetElapsedTime(asked) > bounds.LookupDeadline || time.GetElapsedTime(begun) > bounds.Deadline)
                return new(Outcome.Late, null);
            if (decision is null or { Action: DecisionAction.Observe })
                return new(Outcome.Allowed, null);
            var now = time.GetUtcNow();
            if (now < decision.From || now >= decision.Until)
                return new(Outcome.Allowed, null);
            return new(decision.Simulated ? Outcome.Would : Outcome.Marked, decision);
        }
        catch (Exception e)
        {
            return Fail(e);
        }
    }

    /// <summary>Counts requests of an account against its limit a minute.</summary>
    public WindowCount AddRequests(ReadOnlySpan<byte> account, Decision decision, long requests) =>
        _requests.Add(Encoding.UTF8.GetString(account), requests, Math.Max(0, decision.RequestsPerMinute), time.GetUtcNow());

    /// <summary>Counts tokens of an account against its limit a day.</summary>
    public WindowCount AddTokens(ReadOnlySpan<byte> account, Decision decision, long tokens) =>
        _tokens.Add(Encoding.UTF8.GetString(account), tokens, Math.Max(0, decision.TokensPerDay), time.GetUtcNow());

    /// <summary>Answers allow because of an error, which is logged, at most once a second.</summary>
    public Verdict Fail(Exception error)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _loggedAt);
        if ((last == 0 || time.GetElapsedTime(last, now) >= TimeSpan.FromSeconds(1)) && Interlocked.CompareExchange(ref _loggedAt, now, last) == last)
            Log.Failed(logger, name, error);
        return new(Outcome.Failed, null);
    }

    private Verdict CarryOut(Decision decision, ReadOnlySpan<byte> account, int requests)
    {
        switch (decision.Action)
        {
            case DecisionAction.SuspendKey or DecisionAction.SuspendAccount:
                return new(Outcome.Refused, decision);
            case DecisionAction.Slow:
                var count = AddRequests(account, decision, requests);
                return count.IsOver ? new(Outcome.Limited, decision, count.Reset) : new(Outcome.Marked, decision);
            default:
                return new(Outcome.Marked, decision);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Enforcer} failed and answered allow")]
        public static partial void Failed(ILogger logger, string enforcer, Exception error);
    }
}
