using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Reporting.Reading;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class FindingsReaderTests
{
    private static readonly string[] Files = ["campaigns.json", "members.csv", "findings.json", "details.json"];

    private static readonly JsonSerializerOptions Deep = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static TheoryData<string> Samples => ["realistic", "quiet", "nothing", "hostile", "many"];

    [Fact]
    public void WhatWasWrittenIsReadBack()
    {
        using var folder = new TemporaryFolder();
        // Times of files are told to the millisecond.
        var findings = Whole(SampleFindings.Realistic() with { Accounts = SampleAccounts.Report });
        var details = SampleDetails.Of(findings);
        FindingsWriter.Write(findings, folder.Path, details: details);

        var read = FindingsReader.Read(folder.Path);
        Text(read.Findings).ShouldBe(Text(findings));
        Text(read.Details).ShouldBe(Text(details.Select((d, i) => d with { Members = Whole(d.Members) })));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void WhatWasReadIsWrittenAgainByteForByte(string sample)
    {
        using var folder = new TemporaryFolder();
        var findings = Sample(sample);
        FindingsWriter.Write(findings, folder["a"], details: SampleDetails.Of(findings));
        var read = FindingsReader.Read(folder["a"]);
        FindingsWriter.Write(read.Findings, folder["b"], details: read.Details);
        foreach (var file in Files)
            (folder.Read("b/" + file) == folder.Read("a/" + file).Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal)).ShouldBeTrue(file); // half a pair is no text and has become a sign of its own
    }

    [Fact]
    public void WithoutDetailsSeriesAndTiesAreThereAndTheRestIsEmpty()
    {
        using var folder = new TemporaryFolder();
        FindingsWriter.Write(SampleFindings.Realistic(), folder.Path);
        var read = FindingsReader.Read(folder.Path);
        read.Details.ShouldBeEmpty();
        read.Findings.Campaigns[0].Members[0].Ties.ShouldBe(SampleFindings.Realistic().Campaigns[0].Members[0].Ties);
        read.Findings.PopulationActivity.ShouldBe(SampleFindings.Realistic().PopulationActivity);
    }

    [Fact]
    public void AFolderOfAnOlderProgramIsRead()
    {
        using var folder = new TemporaryFolder();
        FindingsWriter.Write(SampleFindings.Realistic(), folder.Path, details: SampleDetails.Of(SampleFindings.Realistic()));
        File.Delete(folder["details.json"]);
        File.Delete(folder["findings.json"]);
        var read = FindingsReader.Read(folder.Path);
        read.Findings.Campaigns.Count.ShouldBe(3);
        read.Findings.Campaigns[0].Members.Count.ShouldBe(420);
        read.Findings.Campaigns.ShouldAllBe(static c => c.Activity.Count == 0 && c.HourOfWeek.Count == 0);
        read.Findings.ActivityStart.ShouldBe(read.Findings.Input.First!.Value);
        read.Findings.Accounts.ShouldBe(AccountReport.Empty);
        read.Details.ShouldBeEmpty();
    }

    [Fact]
    public void TheFirstFormOfTheFileIsRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["members.csv"], "campaign,account,confidence,attached_at,exchanges,exchanges_before_attach\r\nc-1,\"a,\"\"b\"\"\",,,5,5\r\n");
        File.WriteAllText(folder["campaigns.json"], """
            {"version":1,"input":{"exchanges":9,"rejected":0,"accounts":3,"first":null,"last":null},"later":[1],
             "campaigns":[{"id":"c-1","tier":"act","confidence":null,"title":"t","exchanges":5,"input_tokens":0,"output_tokens":0,
             "first_seen":"2026-07-06T00:00:00.000Z","last_seen":"2026-07-06T00:00:00.000Z","detected_at":null,"exchanges_before_detection":5,
             "history":[{"time":"2026-07-06T00:00:00.000Z","text":"x","what":"of_tomorrow"}]}]}
            """);
        var campaign = FindingsReader.Read(folder.Path).Findings.Campaigns.ShouldHaveSingleItem();
        campaign.Members.ShouldHaveSingleItem().ShouldBe(new MemberFinding("a,\"b\"", double.NaN, null, 5, 5, ""));
        (campaign.Summary, campaign.Error, campaign.LikelyOf, campaign.History[0].Text).ShouldBe(("", null, null, "x"));
    }

    [Theory]
    [InlineData("campaigns.json", "it is not there; name a folder that a scan wrote")]
    [InlineData("members.csv", "it is not there, though campaigns.json is")]
    public void AMissingFileIsNamed(string file, string why)
    {
        using var folder = Written();
        File.Delete(folder[file]);
        Refused(folder).ShouldBe($"{folder[file]}: {why}");
    }

    [Theory]
    [InlineData("campaigns.json", "\"version\": 1,", "\"version\": 2,", "of version 2")]
    [InlineData("campaigns.json", "\"tier\": \"act\"", "\"tier\": \"\\u001b[31m\"", "there is no tier '\\u001B[31m'")]
    [InlineData("campaigns.json", "\"exchanges\": 1027959", "\"exchanges\": 1e400", "exchanges is no whole number")]
    [InlineData("campaigns.json", "\"confidence\": 0.998", "\"confidence\": 1e999", "confidence is no number")]
    [InlineData("campaigns.json", "\"confidence\": 0.998", "\"confidence\": [0]", "confidence is no number")]
    [InlineData("campaigns.json", "\"title\": ", "\"titel\": ", "title is missing")]
    [InlineData("campaigns.json", "\"id\": \"c-81d2\"", "\"id\": \"c-3f9a\"", "campaign 'c-3f9a' stands there twice")]
    [InlineData("campaigns.json", "\"id\": \"c-81d2\"", "\"id\": \"\\ud800\"", "id is no valid text")]
    [InlineData("campaigns.json", "\"first_seen\": \"2026", "\"first_seen\": \"abcd", "first_seen is no time")]
    [InlineData("members.csv", "campaign,account", "account,campaign", "its first row is not that of a list of members")]
    [InlineData("members.csv", ",0.999,", ",NaN,", "row 2 is cut off or not what a scan writes")]
    [InlineData("members.csv", ",0.999,", ",\"0.999,", "its last row is cut off")]
    [InlineData("members.csv", ",0.999,", ",,,,,,,,", "longer than any")]
    [InlineData("findings.json", "\"kind\": \"single", "\"kind\": \"double", "there is no kind 'double_account_extraction'")]
    [InlineData("findings.json", "\"tested\": 2171", "\"tested\": 99999999999", "tested is no count")]
    [InlineData("details.json", "\"template\":[-1,", "\"template\":[2,", "template names none that is there")]
    [InlineData("details.json", "\"ties\":[0,", "\"ties\":[-5,", "ties names words that are not there")]
    [InlineData("details.json", "\"ties\":[0,", "\"ties\":[", "ties tells of 419 members where there are 420")]
    [InlineData("details.json", "\"members\":[0,1,", "\"members\":[1,0,", "not in order")]
    [InlineData("details.json", "\"members\":[0,1,", "\"members\":[0,100000,", "not in the campaign")]
    [InlineData("details.json", "\"activity_buckets\":336", "\"activity_buckets\":2000000000", "do not fit each other")]
    [InlineData("details.json", "\"id\":\"c-81d2\"", "\"id\":\"c-81d3\"", "campaign 'c-81d2' is missing")]
    [InlineData("details.json", "\"first_seen_ms\":[1", "\"first_seen_ms\":[9223372036854775807,1", "first_seen_ms tells of")]
    [InlineData("details.json", "\"hour_of_week\":[", "\"hour_of_week\":[1,", "hour_of_week has 169 values")]
    public void WhatIsWrongIsNamedWithItsFile(string file, string written, string altered, string why)
    {
        using var folder = Written();
        var text = folder.Read(file);
        var at = text.IndexOf(written, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"{written} in {file}");
        File.WriteAllText(folder[file], string.Concat(text.AsSpan(0, at), altered, text.AsSpan(at + written.Length)));
        var message = Refused(folder);
        message.ShouldStartWith(folder[file] + ": ");
        message.ShouldContain(why);
    }

    [Fact]
    public void AFileThatIsCutOffAnywhereIsRefused()
    {
        using var folder = Written();
        foreach (var file in Files)
        {
            var bytes = File.ReadAllBytes(folder[file]);
            // All but the last line feed may be wanting from JSON.
            for (var length = 0; length < bytes.Length - 2; length += Math.Max(1, bytes.Length / 40))
            {
                File.WriteAllBytes(folder[file], bytes[..length]);
                if (file != "members.csv" || (length > 0 && bytes[length - 1] != '\n'))
                    Refused(folder).ShouldStartWith(folder[file] + ": ", customMessage: $"{file} cut at {length}");
            }

            File.WriteAllBytes(folder[file], bytes);
        }
    }

    [Fact]
    public void WhateverIsAlteredItIsReadOrRefusedAndNothingElse()
    {
        using var folder = Written(Whole(SampleFindings.Around([SampleCampaigns.Act(3)]) with { Accounts = SampleAccounts.Report, Errors = SampleFindings.Errors() }));
        var random = new Random(11);
        foreach (var file in Files)
        {
            var bytes = File.ReadAllBytes(folder[file]);
            for (var i = 0; i < 300; i++)
            {
                var altered = (byte[])bytes.Clone();
                for (var n = random.Next(1, 4); n > 0; n--)
                    altered[random.Next(altered.Length)] = (byte)"\"{}[]:,-9e0n\\\0\xff"[random.Next(15)];
                File.WriteAllBytes(folder[file], altered);
                try
                {
                    FindingsReader.Read(folder.Path);
                }
                catch (OutputException e)
                {
                    e.Message.ShouldNotContain("\n");
                    e.Path.ShouldStartWith(folder.Path);
                }
            }

            File.WriteAllBytes(folder[file], bytes);
        }
    }

    [Fact]
    public void WhatIsTooLargeIsNotRead()
    {
        using var folder = Written();
        Refused(folder, new ReadLimits { JsonBytes = 1000 }).ShouldContain("campaigns.json: it is not what a scan writes: it is larger than 0 MB");
        Refused(folder, new ReadLimits { CsvBytes = 1000 }).ShouldContain("members.csv: ");
        Refused(folder, new ReadLimits { Members = 100 }).ShouldContain("more than 100 rows");
        Refused(folder, new ReadLimits { LongestField = 5 }).ShouldContain("longer than any");
        Refused(folder, new ReadLimits { Buckets = 300 }).ShouldContain("details.json: ");
    }

    [Fact]
    public void WhatIsNoFolderIsRefused()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in (string[])["", "a\0b", folder["nowhere"], folder["a\nb"]])
            Should.Throw<OutputException>(() => FindingsReader.Read(path)).Message.ShouldNotContain("\n");
        Directory.CreateDirectory(folder["campaigns.json"]);
        Refused(folder).ShouldContain("campaigns.json");
    }

    [Fact]
    public void NestingWithoutEndIsRefused()
    {
        using var folder = Written();
        File.WriteAllText(folder["details.json"], new string('[', 100_000));
        Refused(folder).ShouldContain("details.json: it is cut off or no JSON");
    }

    private static TemporaryFolder Written(Findings? findings = null)
    {
        var folder = new TemporaryFolder();
        findings ??= SampleFindings.Realistic() with { Accounts = SampleAccounts.Report };
        FindingsWriter.Write(findings, folder.Path, details: SampleDetails.Of(findings));
        return folder;
    }

    private static string Refused(TemporaryFolder folder, ReadLimits? limits = null)
    {
        var error = Should.Throw<OutputException>(() => FindingsReader.Read(folder.Path, limits ?? new ReadLimits()));
        error.Message.ShouldNotContain("\n");
        return error.Message;
    }

    private static Findings Sample(string name) => name switch
    {
        "realistic" => SampleFindings.Realistic() with { Accounts = SampleAccounts.Report },
        "quiet" => SampleFindings.Quiet(),
        "nothing" => SampleFindings.Nothing(),
        "hostile" => SampleHostile.Findings(),
        _ => SampleFindings.Around([SampleCampaigns.Act(40), SampleCampaigns.Likely(7), SampleCampaigns.Watch(5)]),
    };

    /// <summary>As files hold it: to the millisecond.</summary>
    private static Findings Whole(Findings findings) => findings with
    {
        Campaigns = [.. findings.Campaigns.Select(static c => c with { Members = [.. c.Members.Select(static m => m with { AttachedAt = Whole(m.AttachedAt) })], DetectedAt = Whole(c.DetectedAt), History = [.. c.History.Select(static n => n with { Time = Whole(n.Time)!.Value })] })],
    };

    private static List<MemberDetail> Whole(IEnumerable<MemberDetail> members) =>
        [.. members.Select(static m => m with { FirstSeen = Whole(m.FirstSeen)!.Value, LastSeen = Whole(m.LastSeen)!.Value })];

    private static DateTimeOffset? Whole(DateTimeOffset? time) => time is { } t ? DateTimeOffset.FromUnixTimeMilliseconds(t.ToUnixTimeMilliseconds()) : null;

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Deep);
}
