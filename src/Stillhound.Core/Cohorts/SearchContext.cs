using Stillhound.Core.Profiles;
using Stillhound.Core.Regions;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// What every step of a search reads: the population at one event time and what is derived from it. It lives as long as the
/// engine, so that a search pays for what changed since the last one and allocates little.
/// </summary>
internal sealed class SearchContext : IKept
{
    private readonly Dictionary<uint, int> _domains = [];
    [Scratch]
    private readonly int _smallest;
    private readonly RowSet _accused = new();
    [Scratch]
    private readonly Lock _lock = new();
    [Scratch]
    private readonly RegionPolicy? _policy;
    [Scratch]
    private long[]? _firstSeen;

    public SearchContext(AccountTable accounts, int smallest, RegionPolicy? policy = null)
    {
        _policy = policy is { Mode: RegionMode.Evidence } ? policy : null;
        _smallest = smallest;
        Population = new Population(accounts);
        Traits = new TraitModel(Population);
        Tokens = new IdentityTokens(Population);
        Affiliations = new Affiliations(Population);
        Ties = new IdentityTies(Tokens, Population, Affiliations);
        Directions = new Directions(Population);
        Background = new Background(Population, Directions);
        Shapes = new ShapeTable(Population);
        Settings = new ClientGroups(Traits);
        Networks = new CrowdedNetworks(Population);
    }

    public Population Population { get; }

    public Postings Postings { get; } = new();

    public TraitModel Traits { get; }

    public IdentityTokens Tokens { get; }

    public IdentityTies Ties { get; }

    /// <summary>Which organisation a row works for.</summary>
    public Affiliations Affiliations { get; }

    /// <summary>What the accounts ask, apart from what everybody does.</summary>
    public Directions Directions { get; }

    /// <summary>How near anybody is to what a cohort asks.</summary>
    public Background Background { get; }

    /// <summary>The numbers by which members of a cohort resemble each other.</summary>
    public ShapeTable Shapes { get; }

    /// <summary>Rows by client and parameters.</summary>
    public ClientGroups Settings { get; }

    /// <summary>Networks that many accounts use.</summary>
    public CrowdedNetworks Networks { get; }

    /// <summary>Claimed countries against what traffic shows; null unless the operator's policy makes it evidence.</summary>
    public RegionSigns? Regions { get; private set; }

    /// <summary>For grouping rows, one grouping at a time.</summary>
    public RowGroups Groups { get; } = new();

    /// <summary>First exchanges of all rows, ascending. Few searches ask for them.</summary>
    public long[] FirstSeen
    {
        get
        {
            lock (_lock)
                return _firstSeen ??= SortFirstSeen();
        }
    }

    /// <summary>Whether the row is in a standing campaign: what is normal is read from the others.</summary>
    public bool IsAccused(int row) => _accused.Contains(row);

    /// <summary>Rows with a mail domain.</summary>
    public int WithDomain(uint domain) => _domains.GetValueOrDefault(domain);

    /// <summary>Takes the population at a later event time.</summary>
    /// <param name="nowMs">The event time.</param>
    /// <param name="accused">Accounts in standing campaigns.</param>
    public void Refresh(long nowMs, IEnumerable<int> accused)
    {
        Population.Refresh(nowMs);
        ReadRows(accused);
    }

    /// <summary>Takes the accounts that are given, each once, and nobody else. For a context that is used for nothing else.</summary>
    /// <param name="nowMs">The event time.</param>
    /// <param name="chosen">The accounts.</param>
    public void RefreshOf(long nowMs, IReadOnlyCollection<int> chosen)
    {
        Population.RefreshOf(nowMs, chosen);
        ReadRows([]);
    }

    private void ReadRows(IEnumerable<int> accused)
    {
        _accused.Clear(Population.Count);
        _accused.Add([.. accused.Select(Population.RowOf).Where(static row => row >= 0).Order()]);
        // Each reads the population alone, or what came before it in its own line.
        Parallel.Invoke(
            () => Postings.Refresh(Population, _smallest),
            Tokens.Refresh,
            ReadTraits,
            ReadDirections);
        for (var row = Population.FirstNew; row < Population.Count; row++)
        {
            var domain = Population.ProfileOf(row).EmailDomain;
            if (domain != 0)
                _domains[domain] = _domains.GetValueOrDefault(domain) + 1;
        }

        _firstSeen = null;
        Regions = _policy is null ? null : new RegionSigns(Population, _policy, IsAccused);
    }

    private void ReadTraits()
    {
        Traits.Refresh();
        Settings.Refresh(Population.Count);
        Affiliations.Refresh();
        Networks.Refresh();
    }

    private void ReadDirections()
    {
        Directions.Refresh();
        Background.Refresh();
        Shapes.Refresh();
    }

    /// <summary>
    /// Something was learned of an account. Who has no row yet is read as a whole when it gets one; of others, what was read of their
    /// facts is put right.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="olderDomain">Its mail domain until then.</param>
    /// <param name="domain">Its mail domain now.</param>
    public void Learned(int account, uint olderDomain, uint domain)
    {
        if (Population.RowOf(account) < 0)
            return;
        Population.Learned(account);
        if (olderDomain != 0)
            _domains[olderDomain] = _domains.GetValueOrDefault(olderDomain) - 1;
        if (domain != 0)
            _domains[domain] = _domains.GetValueOrDefault(domain) + 1;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.Part(Population);
        state.Part(Traits);
        state.Map(_domains);
    }

    /// <summary>
    /// Nothing is read any more until the next <see cref="Refresh"/>: gives back what that makes anew, where it is much. It is then
    /// read from the profiles, which costs less than keeping it.
    /// </summary>
    public void Rest()
    {
        _firstSeen = null;
        if (!Room.IsMuch(Population.Count))
            return;
        Population.Rest();
        Postings.Rest();
        Traits.Rest();
        Tokens.Rest();
        Ties.Rest();
        Directions.Rest();
        Settings.Rest();
        Groups.Release();
    }

    private long[] SortFirstSeen()
    {
        var times = new long[Population.Count];
        for (var row = 0; row < times.Length; row++)
            times[row] = Population.ProfileOf(row).FirstMs;
        Array.Sort(times);
        return times;
    }
}
