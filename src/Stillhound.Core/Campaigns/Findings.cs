namespace Stillhound.Core.Campaigns;

/// <summary>Everything a run found, ready to be written. The same input and configuration give equal findings.</summary>
public sealed record Findings
{
    /// <summary>What was read.</summary>
    public required InputSummary Input { get; init; }

    /// <summary>Which evidence families had input to work on.</summary>
    public required IReadOnlyList<FamilyCoverage> Coverage { get; init; }

    /// <summary>Campaigns, the most certain first.</summary>
    public required IReadOnlyList<CampaignFinding> Campaigns { get; init; }

    /// <summary>Start of the first bucket of every activity series.</summary>
    public required DateTimeOffset ActivityStart { get; init; }

    /// <summary>Width of a bucket of every activity series.</summary>
    public required TimeSpan ActivityBucket { get; init; }

    /// <summary>Exchanges of everybody by bucket.</summary>
    public required IReadOnlyList<long> PopulationActivity { get; init; }

    /// <summary>Exchanges of everybody by hour of the week in UTC: 168 values, Monday 00:00 first.</summary>
    public required IReadOnlyList<long> PopulationHourOfWeek { get; init; }

    /// <summary>What was found about accounts by themselves.</summary>
    public SingleAccounts.AccountReport Accounts { get; init; } = SingleAccounts.AccountReport.Empty;

    /// <summary>The budget of false accusations and how it was kept; null where nothing was searched for.</summary>
    public ErrorControl.ErrorReport? Errors { get; init; }

    /// <summary>The lists that gave context, and where they contradict each other; null where no list was given.</summary>
    public ListSummary? Lists { get; init; }
}

/// <summary>What was read.</summary>
/// <param name="Exchanges">Exchanges that reached the engine.</param>
/// <param name="Rejected">Records that could not be read.</param>
/// <param name="Accounts">Accounts with at least one exchange.</param>
/// <param name="First">Event time of the first exchange; null when there was none.</param>
/// <param name="Last">Event time of the last exchange; null when there was none.</param>
public sealed record InputSummary(long Exchanges, long Rejected, long Accounts, DateTimeOffset? First, DateTimeOffset? Last);

/// <summary>Whether an evidence family had input.</summary>
/// <param name="Family">Name of the family, such as <c>rhythm</c>.</param>
/// <param name="Available">Whether it could say anything at all.</param>
/// <param name="Share">Share of exchanges or accounts that carried its input, 0 to 1.</param>
/// <param name="Needs">Fields that would feed it, in words.</param>
public sealed record FamilyCoverage(string Family, bool Available, double Share, string Needs);

/// <summary>How strongly a campaign is held.</summary>
public enum Tier : byte
{
    /// <summary>Unusual; nothing to do yet.</summary>
    Watch,

    /// <summary>A person should look.</summary>
    Review,

    /// <summary>Evidence from at least two independent families, every benign explanation beaten.</summary>
    Act,
}

/// <summary>One campaign.</summary>
public sealed record CampaignFinding
{
    /// <summary>Stable identifier, such as <c>c-3f9a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How strongly it is held.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Probability that this is one coordinated harvest, 0 to 1, under the configured priors.</summary>
    public required double Confidence { get; init; }

    /// <summary>A short name made of what was observed.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in two sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>Exchanges of all members and accused parts.</summary>
    public required long Exchanges { get; init; }

    /// <summary>Tokens read for all members.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens written for all members.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>First exchange of a member.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Last exchange of a member.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Event time at which it first stood at tier review or above; null while it never did.</summary>
    public required DateTimeOffset? DetectedAt { get; init; }

    /// <summary>Members' exchanges before <see cref="DetectedAt"/>, or all of them while it is null.</summary>
    public required long ExchangesBeforeDetection { get; init; }

    /// <summary>What it is after: capabilities and their share of the exchanges, the largest first.</summary>
    public required IReadOnlyList<TargetShare> Targets { get; init; }

    /// <summary>Evidence for (positive) and against (negative), the strongest first.</summary>
    public required IReadOnlyList<EvidenceItem> Evidence { get; init; }

    /// <summary>Benign explanations that competed, the strongest first.</summary>
    public required IReadOnlyList<ExplanationItem> Explanations { get; init; }

    /// <summary>Some of the members to look at first.</summary>
    public required IReadOnlyList<string> SampleAccounts { get; init; }

    /// <summary>All members.</summary>
    public required IReadOnlyList<MemberFinding> Members { get; init; }

    /// <summary>Members' exchanges by bucket, aligned with <see cref="Findings.PopulationActivity"/>.</summary>
    public required IReadOnlyList<long> Activity { get; init; }

    /// <summary>Members' exchanges by hour of the week in UTC: 168 values, Monday 00:00 first.</summary>
    public required IReadOnlyList<long> HourOfWeek { get; init; }

    /// <summary>How the campaign came to be proposed and how it changed, in order; bounded, routine of older times is summed up.</summary>
    public required IReadOnlyList<CampaignNote> History { get; init; }

    /// <summary>A campaign that ended before this one began and that it resembles, though not surely enough to be one; null without.</summary>
    public string? SuccessorOf { get; init; }

    /// <summary>
    /// A campaign at <see cref="Tier.Act"/> that these accounts likely, but not surely, belong to, and whose evidence they are
    /// told with; null for a campaign of its own.
    /// </summary>
    public string? LikelyOf { get; init; }

    /// <summary>How it stands with the budget of false accusations; null where its own accounts no longer carried it.</summary>
    public ErrorControl.CampaignError? Error { get; init; }

    /// <summary>
    /// Accounts of which only a part is accused: members by that part alone, and accounts that serve end users some of whom are
    /// the campaign's, which are no members.
    /// </summary>
    public IReadOnlyList<ComponentFinding> Components { get; init; } = [];

    /// <summary>
    /// What lists say of its accounts beside everybody; empty where no list was given. Context: it is in no measurement and in
    /// no odds.
    /// </summary>
    public IReadOnlyList<ContextShare> Context { get; init; } = [];

    /// <summary>
    /// Leak: the share of the members' exchanges that were served before their account was attached, 0 to 1.
    /// </summary>
    public double Leak => Exchanges == 0
        ? 0
        : (Members.Sum(static m => (double)m.ExchangesBeforeAttach) + Components.Where(static c => c.ByEndUser).Sum(static c => (double)c.ExchangesBeforeAttach)) / Exchanges;
}

/// <summary>A capability and its share of a campaign's exchanges.</summary>
/// <param name="Capability">Snake-case name, such as <c>software_engineering</c>.</param>
/// <param name="Share">0 to 1.</param>
public sealed record TargetShare(string Capability, double Share);

/// <summary>One measurement that speaks for or against a campaign.</summary>
/// <param name="Family">Family it belongs to.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Statistic">The measured value.</param>
/// <param name="Null">What it was compared with.</param>
/// <param name="NullValue">The middle of the null; NaN when it has none.</param>
/// <param name="Log10Lr">Weight as a base-10 log likelihood ratio; positive speaks for the campaign.</param>
/// <param name="PValue">How often the null alone gives something as extreme, 0 to 1.</param>
/// <param name="Text">The measurement in a sentence.</param>
/// <param name="Refute">What would take it away, in a sentence.</param>
public sealed record EvidenceItem(
    string Family, string Name, double Statistic, string Null, double NullValue, double Log10Lr, double PValue, string Text, string Refute);

/// <summary>A benign explanation that competed with the campaign.</summary>
/// <param name="Hypothesis">Snake-case name, such as <c>popular_tool</c>.</param>
/// <param name="Log10Odds">Odds of it against the campaign; negative means that it lost.</param>
/// <param name="Text">Why it lost or held, in a sentence.</param>
public sealed record ExplanationItem(string Hypothesis, double Log10Odds, string Text);

/// <summary>One member of a campaign.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Confidence">Probability that it belongs, 0 to 1.</param>
/// <param name="AttachedAt">Event time at which it was first assigned at tier review or above; null while it never was.</param>
/// <param name="Exchanges">All its exchanges; those of its part where only that is accused (<see cref="CampaignFinding.Components"/>).</param>
/// <param name="ExchangesBeforeAttach">Those before <paramref name="AttachedAt"/>, or all of them while it is null.</param>
/// <param name="Ties">What ties it to the campaign, in words.</param>
public sealed record MemberFinding(
    string Account, double Confidence, DateTimeOffset? AttachedAt, long Exchanges, long ExchangesBeforeAttach, string Ties);
