using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Findings whose every text tries to break out of where it is put.</summary>
internal static class SampleHostile
{
    public const string Script = "</script><img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
    public const string Quotes = "a\"b,'c'\r\nd=1+1";
    public const string RightToLeft = "acct_\u202Etxt.exe\u202C \u05D0\u05D1 \uD83D\uDE00";
    public const string Template = "{{title}}{{#members}}<!--";
    public const string Half = "acct_\uD800x";

    public static readonly string[] Accounts = [Script, Quotes, RightToLeft, Template, "=HYPERLINK(\"x\")", "", "\0null", Half];

    public static Findings Findings() => SampleFindings.Around([Campaign()]) with
    {
        Accounts = new AccountReport(10, 0.05, [SampleAccounts.Finding(Script, Accounts) with { Id = Script, Campaign = Script, Summary = Script + RightToLeft }])
        {
            Region = new(Script, 1, 2, 3),
        },
        Coverage = [new(Script, false, 0, Script)],
        Lists = new(10, 1, 1, [new(Script, [Script], null, 3, 1, [Script])], [new(Script, Script, Quotes, 5), new("country", RightToLeft, "record", 4)]),
    };

    private static CampaignFinding Campaign() => SampleCampaigns.Act(20) with
    {
        Id = "\"><script>document.title='broken'</script>",
        Title = Script,
        Summary = Script + RightToLeft,
        Targets = [new(Script, 0.5), new(Template, 0.5)],
        Evidence =
        [
            new(Script, Script, double.NaN, Script, double.PositiveInfinity, double.PositiveInfinity, 0, Script, Script),
            new(Quotes, Quotes, double.NegativeInfinity, Quotes, double.NaN, double.NaN, double.NaN, Quotes, Quotes),
        ],
        Explanations = [new(Script, double.NegativeInfinity, Script)],
        History = [new(SampleFindings.Start, Script) { Reason = Script, Campaign = Script }, new(SampleFindings.Start, Template + RightToLeft)],
        SuccessorOf = Script,
        SampleAccounts = Accounts,
        Context = [new(Script, 0.5, double.NaN, double.NaN, double.NaN, [new(Script, 0.5, 0.1), new(RightToLeft, 0, 0)])],
        Members = [.. Accounts.Select(a => new MemberFinding(a, 0.9, SampleFindings.Start, 10, 2, Script))],
    };
}
