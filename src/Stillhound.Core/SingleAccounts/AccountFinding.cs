using Stillhound.Core.Campaigns;

namespace Stillhound.Core.SingleAccounts;

/// <summary>What a run found about accounts by themselves, beside campaigns.</summary>
/// <param name="Tested">Accounts with enough exchanges to be tested.</param>
/// <param name="FalseDiscoveryRate">Share of the findings at review that chance may account for, 0 to 1.</param>
/// <param name="Findings">The findings, the surest first.</param>
public sealed record AccountReport(int Tested, double FalseDiscoveryRate, IReadOnlyList<AccountFinding> Findings)
{
    /// <summary>What was looked at under the operator's policy on regions; null where it is off.</summary>
    public RegionSummary? Region { get; init; }

    /// <summary>Nothing was tested and nothing found.</summary>
    public static AccountReport Empty { get; } = new(0, 0, []);
}

/// <summary>How far the policy on regions could be followed.</summary>
/// <param name="Mode">The policy: <c>report</c> or <c>evidence</c>.</param>
/// <param name="Examined">Accounts that could be examined.</param>
/// <param name="NotServed">Accounts that claim a country which the operator does not serve; for them the claim says it all.</param>
/// <param name="Unknown">Accounts without a claim, or with too few others of the same claim.</param>
public sealed record RegionSummary(string Mode, int Examined, int NotServed, int Unknown);

/// <summary>What a finding about accounts by themselves says.</summary>
public enum AccountFindingKind : byte
{
    /// <summary>Variants of one intent against the refusals of the model.</summary>
    DetectorProbing,

    /// <summary>Traffic of one account that is a harvest by itself.</summary>
    SingleAccountExtraction,

    /// <summary>A claimed country that route, hours and script contradict.</summary>
    RegionContradiction,
}

/// <summary>A finding about one account or a handful. It stands at watch or review and never above.</summary>
public sealed record AccountFinding
{
    /// <summary>Stable identifier, such as <c>a-3f9a01</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it says.</summary>
    public required AccountFindingKind Kind { get; init; }

    /// <summary>Watch or review.</summary>
    public required Tier Tier { get; init; }

    /// <summary>A short name made of what was observed.</summary>
    public required string Title { get; init; }

    /// <summary>What it is and why it stands where it stands, in sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>The accounts, the most unusual first.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Identifier of a campaign that holds one of them; null without.</summary>
    public string? Campaign { get; init; }

    /// <summary>Their exchanges.</summary>
    public required long Exchanges { get; init; }

    /// <summary>Tokens read for them.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens written for them.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>First exchange.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Last exchange.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often an account of this population is as unusual by chance, 0 to 1.</summary>
    public required double PValue { get; init; }

    /// <summary>The smallest false discovery rate over all tested accounts at which it counts, 0 to 1.</summary>
    public required double QValue { get; init; }

    /// <summary>What was measured of the first account, the rarest first.</summary>
    public required IReadOnlyList<SignFinding> Signs { get; init; }

    /// <summary>Benign explanations, those that hold first.</summary>
    public required IReadOnlyList<BenignFinding> Explanations { get; init; }
}

/// <summary>One measurement of an account.</summary>
/// <param name="Family">Family it belongs to.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Statistic">The measured value.</param>
/// <param name="Null">What it was compared with.</param>
/// <param name="NullValue">The median of that.</param>
/// <param name="PValue">How often the null gives as much, 0 to 1.</param>
/// <param name="Text">The measurement in a sentence.</param>
/// <param name="Refute">What would take it away, in a sentence.</param>
public sealed record SignFinding(string Family, string Name, double Statistic, string Null, double NullValue, double PValue, string Text, string Refute);

/// <summary>A benign explanation of a finding about an account.</summary>
/// <param name="Hypothesis">Snake-case name, such as <c>declared_workload</c>.</param>
/// <param name="Holds">Whether the account's own facts and traffic bear it out; one that holds keeps the finding at watch.</param>
/// <param name="Text">Why it holds or not, in a sentence.</param>
public sealed record BenignFinding(string Hypothesis, bool Holds, string Text);
