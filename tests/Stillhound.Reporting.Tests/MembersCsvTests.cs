using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Files;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class MembersCsvTests
{
    [Fact]
    public void TheHeaderIsThatOfTheContract() =>
        Text(SampleFindings.Quiet()).ShouldBe("campaign,account,confidence,attached_at,exchanges,exchanges_before_attach\n");

    [Fact]
    public void EveryMemberOfEveryCampaignHasARow()
    {
        var rows = Parsed(Text(SampleFindings.Realistic()));
        rows.Count.ShouldBe(1 + 420 + 64 + 18);
        rows.ShouldAllBe(row => row.Length == 6);
        rows[1].ShouldBe(["c-3f9a", "acct_00000000", "0.999", "2026-07-07T09:12:00.000Z", "154", "26"]);
    }

    [Fact]
    public void LikelyAccountsHaveRowsUnderAnIdentifierOfTheirOwn() =>
        Parsed(Text(SampleFindings.Around([SampleCampaigns.Act(5), SampleCampaigns.Likely(2)]))).Skip(1).Select(static r => r[0])
            .ShouldBe([.. Enumerable.Repeat("c-3f9a", 5), "c-3f9a-likely", "c-3f9a-likely"]);

    [Fact]
    public void AMemberThatWasNeverAttachedHasNoTime()
    {
        var rows = Parsed(Text(SampleFindings.Realistic()));
        rows[^1][0].ShouldBe("c-0b77");
        rows[^1][3].ShouldBe("");
    }

    [Fact]
    public void HostileNamesComeBackExactly()
    {
        var rows = Parsed(Text(SampleHostile.Findings()));
        rows.Skip(1).Select(r => r[1]).ShouldBe(SampleHostile.Accounts.Select(a => a.Replace('\uD800', '\uFFFD')));
    }

    [Fact]
    public void OnlyNamesThatNeedItAreQuoted()
    {
        var text = Text(SampleHostile.Findings());
        text.ShouldContain("\"a\"\"b,'c'\r\nd=1+1\"");
        Text(SampleFindings.Realistic()).ShouldNotContain("\"");
    }

    private static string Text(Findings findings)
    {
        using var stream = new MemoryStream();
        MembersCsv.Write(findings, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static List<string[]> Parsed(string text)
    {
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture));
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add(parser.Record!);
        return rows;
    }
}
