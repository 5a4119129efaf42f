using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.ErrorControl;

/// <summary>
/// Lets cohorts reach tier act only as far as the budget of false accusations goes. What it holds back stands at review. It reads
/// decoys in every full search and judges by the last ones in the others.
/// </summary>
internal sealed class ActGate(AccountTable accounts, ReactionFacts reaction, EngineOptions options) : IKept
{
    /// <summary>No cohort counts as rarer than this: a tail is not believed any further beyond what was counted.</summary>
    private const double RarestPValue = 1e-5;
    private const double DayMs = 86_400_000;

    private readonly AccusationLedger _ledger = new();
    private Decoys? _decoys;
    [Scratch]
    private Population? _population; // of the search under way
    private long _lastMs = long.MinValue;
    private double _accountDays;
    private int _searches;
    private int _followed;

    private DecoyTail Tail => _decoys?.Tail ?? DecoyTail.Law;

    private double Start => Math.Max(options.ActLog10Odds, DecoyTail.From);

    /// <summary>Takes the verdicts of a search in place; those at act that the budget does not cover become review.</summary>
    /// <param name="context">The search.</param>
    /// <param name="verdicts">Its verdicts.</param>
    /// <param name="decoys">Fresh decoys; null to go by the last ones.</param>
    public void Take(SearchContext context, Verdict[] verdicts, Decoys? decoys)
    {
        _decoys = decoys ?? _decoys;
        _population = context.Population;
        _searches++;
        _followed = verdicts.Count(static v => v.Log10Odds >= DecoyTail.From);
        var now = _population.NowMs;
        _accountDays += AccountDaysSince(_lastMs, now);
        _lastMs = now;
        var accountsOf = Array.ConvertAll(verdicts, AccountsOf);
        var sure = Enumerable.Range(0, verdicts.Length).Where(i => EValueOf(verdicts[i]) > 0)
            .OrderByDescending(i => verdicts[i].Log10Odds).ThenBy(i => verdicts[i].Cohort.Rows[0]);
        var granted = options.FalseAccusations.GrantedBy((now - reaction.FirstMs) / DayMs, _accountDays);
        _ledger.Take(Math.Max(granted, _ledger.Granted), _followed, sure.Select(i => (accountsOf[i], EValueOf(verdicts[i]))), options.FalseAccusations.FalseDiscoveryRate);
        for (var i = 0; i < verdicts.Length; i++)
            verdicts[i] = Held(verdicts[i], accountsOf[i]);
    }

    /// <summary>A verdict with what its group has accrued, at review where that is too little for act. It accrues nothing.</summary>
    public Verdict Held(Verdict verdict) => Held(verdict, AccountsOf(verdict));

    /// <summary>What an operator is told of it.</summary>
    /// <param name="heldBack">Campaigns that only the budget holds at review.</param>
    public ErrorReport Report(int heldBack) => new()
    {
        Budget = options.FalseAccusations,
        AccountDays = _accountDays,
        Granted = _ledger.Granted,
        Searches = _searches,
        Followed = _followed,
        Decoys = _decoys?.Count ?? 0,
        DecoysSuspect = _decoys?.Suspect ?? 0,
        DecoysAtReview = _decoys?.AtReview ?? 0,
        DecoysAtAct = _decoys?.AtAct ?? 0,
        DecoysBeyond = Tail.Beyond,
        TailDecades = Tail.Decades,
        ExpectedByChance = _followed * Tail.PValue(Start),
        HeldBack = heldBack,
    };

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.Part(_ledger);
        _decoys = state.Optional(_decoys, Decoys.Keep);
        _lastMs = state.Value(_lastMs);
        _accountDays = state.Value(_accountDays);
        _searches = state.Value(_searches);
        _followed = state.Value(_followed);
    }

    private Verdict Held(Verdict verdict, HashSet<int> accounts)
    {
        var (accrued, passes) = _ledger.Of(accounts);
        var held = verdict.Tier == Tier.Act && !passes;
        return verdict with
        {
            Tier = held ? Tier.Review : verdict.Tier,
            Error = new VerdictError(Tail.PValue(verdict.Log10Odds), EValueOf(verdict), accrued, held),
        };
    }

    private double EValueOf(Verdict verdict)
    {
        var most = Tail.PValue(Start);
        return verdict.Log10Odds < Start ? 0 : EValues.OfP(Tail.PValue(verdict.Log10Odds), most, Math.Min(RarestPValue, most / Math.E));
    }

    private HashSet<int> AccountsOf(Verdict verdict) => [.. verdict.Cohort.Rows.Select(row => _population!.Rows[row].Account)];

    /// <summary>Days between two event times of all accounts, each from its first exchange on.</summary>
    private double AccountDaysSince(long fromMs, long toMs)
    {
        double sum = 0;
        for (var account = 0; account < accounts.Count; account++)
        {
            ref var p = ref accounts[account];
            if (p.Exchanges > 0)
                sum += Math.Max(0, toMs - Math.Max(fromMs, p.FirstMs));
        }

        return sum / DayMs;
    }
}
