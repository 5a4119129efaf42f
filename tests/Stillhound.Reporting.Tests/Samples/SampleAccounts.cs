using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Findings about accounts by themselves.</summary>
internal static class SampleAccounts
{
    public static AccountReport Report { get; } = new(2171, 0.05, [Finding("a harvest by itself", ["acct_1"])]) { Region = new("report", 2067, 12, 92) };

    public static AccountFinding Finding(string text, IReadOnlyList<string> accounts) => new()
    {
        Id = "a-b65fe8",
        Kind = AccountFindingKind.SingleAccountExtraction,
        Tier = Tier.Review,
        Title = text,
        Summary = text,
        Accounts = accounts,
        Exchanges = 4864,
        InputTokens = 29_000,
        OutputTokens = 300_775,
        FirstSeen = SampleFindings.Start,
        LastSeen = SampleFindings.Start.AddDays(9),
        PValue = 2.5e-4,
        QValue = 0.016,
        Signs =
        [
            new("volume", text, 487, "1,204 accounts on plan pro", 5.1, 1.3e-3, text, text),
            new(text, text, double.NaN, text, double.NaN, double.NaN, text, text),
        ],
        Explanations = [new("contract", false, text), new(text, true, text)],
    };
}
