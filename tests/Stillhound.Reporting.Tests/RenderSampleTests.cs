using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

/// <summary>
/// For those who change the page: set <c>STILLHOUND_SAMPLE_REPORT</c> to a folder and run this class to get reports to look at.
/// </summary>
public sealed class RenderSampleTests
{
    [Fact]
    public void SampleReportsAreWrittenWhereTheyAreAskedFor()
    {
        var folder = Environment.GetEnvironmentVariable("STILLHOUND_SAMPLE_REPORT");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STILLHOUND_SAMPLE_REPORT is not set.");
        FindingsWriter.Write(SampleFindings.Realistic(), Path.Combine(folder!, "realistic"));
        FindingsWriter.Write(SampleFindings.Quiet(), Path.Combine(folder!, "quiet"));
        FindingsWriter.Write(SampleFindings.Nothing(), Path.Combine(folder!, "nothing"));
        FindingsWriter.Write(SampleHostile.Findings(), Path.Combine(folder!, "hostile"));
        FindingsWriter.Write(SampleFindings.Huge(200, 25_000, 200), Path.Combine(folder!, "huge"));
    }
}
