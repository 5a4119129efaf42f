using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

/// <summary>The budget of false accusations in words: what is shown and what is modelled are never mixed.</summary>
public sealed class ErrorTextTests
{
    [Fact]
    public void Says_what_is_allowed_and_what_it_holds_back()
    {
        ErrorText.Allowed(SampleFindings.Errors()).ShouldBe(
            "false campaigns at act allowed: 0.0705 on average in this log (0.01 a log and 1 per million account-days); it alone keeps 1 campaign at review");
        ErrorText.Allowed(SampleFindings.Errors() with { HeldBack = 0 }).ShouldEndWith("per million account-days)");
    }

    [Fact]
    public void Says_what_decoys_show_by_counting()
    {
        ErrorText.Counted(SampleFindings.Errors()).ShouldBe(
            "counted: of 57 decoys, honest groups of this log that were judged like cohorts, 1 reached review and 0 act: counting alone shows that at most 5.1% reach act");
        ErrorText.Counted(SampleFindings.Errors() with { Decoys = 0 }).ShouldStartWith("counted: no decoys");
    }

    [Fact]
    public void Says_what_is_not_shown() =>
        ErrorText.Modelled(SampleFindings.Errors()).ShouldBe(
            "modelled, not shown: honest groups become ten times rarer with every 1.14 of log-10 odds (9 decoys read), so that chance brings at most 0.0118 of the 14 cohorts of the last search to the odds of act");
}
