using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Early;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.Regions;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Engine;

/// <summary>
/// The one engine behind every mode. Takes fingerprints in batches, keeps them until none earlier can come, applies them in
/// order of event time, and sweeps at fixed event times. It reads no clock, does no I/O, and gives equal findings for equal
/// input and options. Not thread safe: one thread feeds it.
/// </summary>
public sealed partial class DetectionEngine : ReorderBuffer.IReleased
{
    /// <summary>A search that could see little more than the last one is not worth its time: so many exchanges more, and a fifth of all.</summary>
    private const long FewestMore = 64;
    private const int SearchGrowth = 5;

    // Nulls and the slower routes change little until there is seven tenths more traffic, every third search, or three days have gone by.
    private const double FullSearchGrowth = 1.7;
    private const long FullSearchMs = 3 * 86_400_000L;

    [Scratch]
    private readonly EngineOptions _options;
    private readonly AccountTable _accounts = new();
    private readonly LinkIndex _links = new();
    private readonly ReorderBuffer _waiting = new();
    private readonly ReactionFacts _reaction = new();
    private readonly Lessons _lessons = new();
    private readonly CampaignBook _book;
    private readonly Searcher _searcher;
    private readonly Attacher _attacher;
    private readonly EarlySearch _early;
    private readonly MixtureWatch _mixtures;
    private readonly ActivityLog _activity = new();
    private readonly Coverage _coverage = new();
    private readonly EventQueue _events = new();
    [Scratch]
    private readonly LinkIndex.SharedPhrase[] _shared = new LinkIndex.SharedPhrase[PhraseKeys.Capacity];
    [Scratch]
    private readonly long _sweepMs;
    [Scratch]
    private readonly long _latenessMs;
    [Scratch]
    private readonly long _searchMs;
    [Scratch]
    private readonly long _searchAtLatestMs;
    private long _nextSweep = long.MinValue;
    private long _lastSearch = long.MinValue;
    private long _searched = long.MinValue;
    private long _exchangesAtSearch;
    private long _lastFullSearch = long.MinValue;
    private long _exchangesAtFullSearch;
    private long _released = long.MinValue;
    private long _exchanges;
    private long _late;
    private uint _newestModel;
    private int _sweep = 1;

    /// <summary>Makes an engine.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="facts">What is known of accounts.</param>
    /// <param name="events">What the provider did.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public DetectionEngine(EngineOptions options, IEnumerable<AccountFacts>? facts = null, IEnumerable<ProviderEvent>? events = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _sweepMs = (long)options.Sweep.TotalMilliseconds;
        _latenessMs = (long)options.Lateness.TotalMilliseconds;
        _searchMs = (long)options.Search.TotalMilliseconds;
        _searchAtLatestMs = (long)options.SearchAtLatest.TotalMilliseconds;
        _book = new CampaignBook(_accounts, options.SmallestCohort);
        _mixtures = new MixtureWatch(_accounts);
        _searcher = new Searcher(_accounts, _book, _reaction, _lessons, _mixtures, options);
        _attacher = new Attacher(_accounts, _book);
        _early = new EarlySearch(_accounts, _book, _reaction, _lessons, options);
        foreach (var fact in facts ?? [])
            _accounts.SetFacts(fact);
        foreach (var e in events ?? [])
            _events.Add(e);
    }

    /// <summary>Receives every verdict of every search with the names of the cohort's accounts; for work on detectors.</summary>
    internal Action<IEnumerable<string>, Verdict>? Judged
    {
        get => _searcher.Judged;
        set => _searcher.Judged = _early.Judged = value;
    }

    /// <summary>Receives how long the steps of each search took, for benchmarks; null costs nothing.</summary>
    internal Action<string>? Timed
    {
        get => _searcher.Timed;
        set => _searcher.Timed = _early.Timed = value;
    }

    /// <summary>Told that a search begins (true) and that it has ended (false), so that whoever has a clock can time it.</summary>
    internal Action<bool>? Searching { get; set; }

    /// <summary>Accounts that the last search compared.</summary>
    internal int Compared => _searcher.Compared;

    /// <summary>Exchanges applied so far.</summary>
    public long Exchanges => _exchanges;

    /// <summary>Exchanges that came later than the allowed lateness and were left out.</summary>
    public long Late => _late;

    /// <summary>Receives the time and the account of every exchange that came too late.</summary>
    public Action<DateTimeOffset, string>? LateArrival { get; set; }

    /// <summary>Event time up to which exchanges were applied; null before the first.</summary>
    public DateTimeOffset? EventTime => _released == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(_released);

    /// <summary>Campaigns that stand at tier review or above now.</summary>
    public int Campaigns => _book.Open.Count(static c => c.Tier >= Tier.Review);

    /// <summary>
    /// Takes a batch.
    /// </summary>
    /// <param name="batch">The fingerprints; they are taken out, and the batch is empty afterwards.</param>
    /// <param name="watermark">Milliseconds since the epoch before which, but for the allowed lateness, nothing more will come.</param>
    /// <returns>How many of the batch came too late and were left out.</returns>
    public int Accept(FingerprintBatch batch, long watermark)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var late = _waiting.Add(batch, _released, watermark, LateArrival);
        _late += late;
        if (watermark >= long.MinValue + _latenessMs)
            Advance(watermark - _latenessMs);
        return late;
    }

    /// <summary>Applies everything that is held, sweeps a last time and returns what was found.</summary>
    /// <param name="rejected">Records that readers refused, for the summary.</param>
    public Findings Complete(long rejected = 0)
    {
        Advance(long.MaxValue - 1);
        if (_exchanges > 0)
            Search(_activity.EndMs(), full: true, last: true);
        return Now(rejected);
    }

    /// <inheritdoc/>
    void ReorderBuffer.IReleased.Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name)
    {
        if (_exchanges == 0)
        {
            _reaction.FirstMs = fingerprint.Time;
            _lastSearch = fingerprint.Time;
            _nextSweep = Boundary(fingerprint.Time);
        }

        while (fingerprint.Time >= _nextSweep)
        {
            Sweep();
            SkipIdle(fingerprint.Time);
        }

        Apply(fingerprint, name);
        _released = fingerprint.Time;
    }

    /// <inheritdoc/>
    void ReorderBuffer.IReleased.Approach(in Fingerprint fingerprint)
    {
        _links.Prefetch(fingerprint);
        _accounts.Approach(fingerprint.Account);
    }

    /// <inheritdoc/>
    void ReorderBuffer.IReleased.Near(in Fingerprint fingerprint) => _accounts.Near(fingerprint.Account);

    private void Advance(long until) => _waiting.Release(until, this);

    private void Apply(in Fingerprint f, ReadOnlySpan<byte> name)
    {
        var account = _accounts.GetOrAdd(f.Account, name);
        ref var p = ref _accounts[account];
        var seen = _links.Observe(f, account, _shared, out var shared);
        for (var i = 0; i < shared; i++)
        {
            p.Phrases.Add(_shared[i].Tag);
            if (_shared[i].First >= 0)
                _accounts[_shared[i].First].Phrases.Add(_shared[i].Tag);
        }

        if (p.Org == 0)
            p.Org = f.Org;
        ProfileUpdate.Apply(ref p, f, seen, _newestModel);
        if (p.ActiveSweep != _sweep)
        {
            p.ActiveSweep = _sweep;
            _attacher.Active(account);
        }

        _book.Of(p)?.CountActivity(f.Time);
        if (_attacher.Watches && shared > 0 && p.Campaign == 0)
            _attacher.Saw(account, _shared.AsSpan(0, shared), f.Time);
        if (_options.Early)
            _early.Saw(f, account, p, _shared.AsSpan(0, shared));
        _mixtures.Saw(account, f, _shared.AsSpan(0, shared), seen, _newestModel);
        _activity.Count(f.Time);
        _coverage.Count(f);
        _exchanges++;
    }

    private void Sweep()
    {
        var now = _nextSweep;
        _nextSweep += _sweepMs;
        TakeEvents(now);
        _links.GrowFor(_accounts.Count);
        _attacher.Attach(now);
        _book.LookForSwaps(now);
        _sweep++;
        if (now >= SearchDueMs)
        {
            var full = _exchanges >= _exchangesAtFullSearch * FullSearchGrowth || now - _lastFullSearch >= FullSearchMs;
            Search(now, full);
            _lastSearch = now;
            if (full)
            {
                _lastFullSearch = now;
                _exchangesAtFullSearch = _exchanges;
            }

            _exchangesAtSearch = _exchanges;
        }

        if (_options.Early && _early.Sweep(now))
            _attacher.Renew();
    }

    private void Search(long nowMs, bool full, bool last = false)
    {
        Searching?.Invoke(true);
        _searched = nowMs;
        _searcher.Search(nowMs, full);
        _attacher.Renew();
        if (full)
            _attacher.LookBack(nowMs);
        if (full && _options.Early)
            _early.ReadNulls(nowMs);
        if (!last)
            _searcher.Rest();
        Searching?.Invoke(false);
    }

    /// <summary>
    /// Steps over event time in which nothing can happen, so that a quiet year costs two sweeps and not fifty thousand: with
    /// no exchange since the last sweep the next thing due is a search, and without growth not even that.
    /// </summary>
    private void SkipIdle(long time)
    {
        var due = SearchDueMs;
        _nextSweep = Math.Max(_nextSweep, Math.Min(due == long.MaxValue ? due : Boundary(due - 1), Boundary(time)));
    }

    private long Boundary(long time) => ((time / _sweepMs) + 1) * _sweepMs;

    /// <summary>
    /// The event time from which a search is due, by what has come so far. Growth alone would let searches of a server that runs for
    /// months lie weeks apart, while campaigns come as quickly as ever.
    /// </summary>
    private long SearchDueMs
    {
        get
        {
            var more = _exchanges - _exchangesAtSearch;
            if (more < FewestMore)
                return long.MaxValue;
            return _lastSearch + (more >= _exchangesAtSearch / SearchGrowth ? _searchMs : Math.Max(_searchMs, _searchAtLatestMs));
        }
    }

    private void TakeEvents(long now)
    {
        while (_events.Take(now) is { } next)
            TakeEvent(next);
    }

    private void TakeEvent(ProviderEvent e)
    {
        var account = e.Account is null ? -1 : _accounts.Find(Hash64.Of(System.Text.Encoding.UTF8.GetBytes(e.Account)));
        switch (e.Type)
        {
            case ProviderEventType.ModelReleased when e.Model is not null:
                _newestModel = ClientKeys.Of(System.Text.Encoding.UTF8.GetBytes(e.Model));
                _reaction.Released = true;
                break;
            case ProviderEventType.AccountSuspended when account >= 0:
                _reaction.Suspended(account, e.Time.ToUnixTimeMilliseconds());
                _book.Suspended(account, e.Time.ToUnixTimeMilliseconds());
                break;
            case ProviderEventType.AccountRestored when account >= 0:
                _book.Restored(account, e.Time.ToUnixTimeMilliseconds());
                break;
            case ProviderEventType.WorkloadDeclared when e.Org is not null:
                _reaction.Declared(ClientKeys.Of(System.Text.Encoding.UTF8.GetBytes(e.Org)), e.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue);
                break;
            default:
                _lessons.Take(e);
                break;
        }
    }
}
