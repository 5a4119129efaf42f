using System.Globalization;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Files;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class CampaignsJsonTests
{
    [Fact]
    public void FieldsStandInTheOrderOfTheContract()
    {
        var root = Written(SampleFindings.Realistic());
        Names(root).ShouldBe(["version", "input", "coverage", "campaigns", "lists", "error_control"]);
        root.GetProperty("version").GetInt32().ShouldBe(1);
        Names(root.GetProperty("input")).ShouldBe(["exchanges", "rejected", "accounts", "first", "last"]);
        Names(root.GetProperty("coverage")[0]).Take(3).ShouldBe(["family", "available", "share"]);
        var campaign = root.GetProperty("campaigns")[0];
        Names(campaign).Take(16).ShouldBe(
        [
            "id", "tier", "confidence", "title", "accounts", "exchanges", "input_tokens", "output_tokens", "first_seen", "last_seen",
            "detected_at", "exchanges_before_detection", "targets", "evidence", "explanations", "sample_accounts",
        ]);
        Names(campaign.GetProperty("targets")[0]).ShouldBe(["capability", "share"]);
        Names(campaign.GetProperty("evidence")[0]).Take(7).ShouldBe(["family", "name", "statistic", "null", "log10_lr", "p_value", "text"]);
        Names(campaign.GetProperty("explanations")[0]).ShouldBe(["hypothesis", "log10_odds", "text"]);
    }

    [Fact]
    public void ValuesAreThoseOfTheFindings()
    {
        var findings = SampleFindings.Realistic();
        var campaigns = Written(findings).GetProperty("campaigns").EnumerateArray().ToList();
        campaigns.Select(c => c.GetProperty("tier").GetString()).ShouldBe(["act", "review", "watch"]);
        var first = campaigns[0];
        first.GetProperty("accounts").GetInt32().ShouldBe(420);
        first.GetProperty("leak").GetDouble().ShouldBe(findings.Campaigns[0].Leak);
        first.GetProperty("first_seen").GetString().ShouldBe("2026-07-07T02:13:00.000Z");
        campaigns[2].GetProperty("detected_at").ValueKind.ShouldBe(JsonValueKind.Null);
        first.GetProperty("evidence")[0].GetProperty("p_value").GetDouble().ShouldBe(1e-6);
        first.GetProperty("sample_accounts").GetArrayLength().ShouldBe(20);
    }

    [Fact]
    public void ErrorControlTellsWhatIsCountedFromWhatIsModelled()
    {
        var findings = SampleFindings.Realistic();
        var root = Written(findings with { Campaigns = [findings.Campaigns[1] with { Error = new(4e-4, 312, 0.4, HeldBack: true) }] });
        var errors = root.GetProperty("error_control");
        Names(errors).ShouldBe(
            ["per_log", "per_million_account_days", "false_discovery_rate", "account_days", "granted", "searches", "followed", "held_back", "counted", "modelled"]);
        Names(errors.GetProperty("counted")).ShouldBe(["decoys", "suspect", "at_review", "at_act", "at_act_at_most"]);
        errors.GetProperty("counted").GetProperty("at_act_at_most").GetDouble().ShouldBe(1 - Math.Pow(0.05, 1.0 / 57), 1e-9);
        Names(errors.GetProperty("modelled")).ShouldBe(["tail_decades", "tail_decoys", "expected_by_chance"]);
        var campaign = root.GetProperty("campaigns")[0].GetProperty("error_control");
        Names(campaign).ShouldBe(["p_value", "e_value", "accrued", "held_back"]);
        campaign.GetProperty("held_back").GetBoolean().ShouldBeTrue();
        Written(SampleFindings.Quiet()).GetProperty("error_control").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void ComponentsSayWhatPartOfAnAccountIsAccused()
    {
        var findings = SampleFindings.Realistic();
        var seen = new DateTimeOffset(2026, 7, 7, 0, 0, 0, TimeSpan.Zero);
        var part = new ComponentFinding("acct_shop", true, 40, 0.25, 900, 7000, seen, seen.AddDays(1), seen.AddHours(6), 10, "the same parameters", [new EndUserShare("00c0ffee", 30), new EndUserShare("0000beef", 10)]);
        var component = Written(findings with { Campaigns = [findings.Campaigns[0] with { Components = [part] }] }).GetProperty("campaigns")[0].GetProperty("components")[0];

        Names(component).ShouldBe(["account", "accused", "exchanges", "share", "input_tokens", "output_tokens", "first_seen", "last_seen", "attached_at", "exchanges_before_attach", "template", "end_users"]);
        component.GetProperty("accused").GetString().ShouldBe("end_users");
        component.GetProperty("share").GetDouble().ShouldBe(0.25);
        component.GetProperty("end_users")[0].GetProperty("key").GetString().ShouldBe("00c0ffee");
        component.GetProperty("end_users")[1].GetProperty("exchanges").GetInt32().ShouldBe(10);
    }

    [Fact]
    public void LikelyAccountsNameTheirCampaign()
    {
        var campaigns = Written(SampleFindings.Around([SampleCampaigns.Act(20), SampleCampaigns.Likely(3)])).GetProperty("campaigns");
        campaigns[0].GetProperty("likely_of").ValueKind.ShouldBe(JsonValueKind.Null);
        campaigns[1].GetProperty("id").GetString().ShouldBe("c-3f9a-likely");
        campaigns[1].GetProperty("tier").GetString().ShouldBe("review");
        campaigns[1].GetProperty("likely_of").GetString().ShouldBe("c-3f9a");
        campaigns[1].GetProperty("accounts").GetInt32().ShouldBe(3);
        campaigns[1].GetProperty("error_control").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void ContextStandsBehindWhatWasThere()
    {
        var root = Written(SampleHostile.Findings());
        var campaign = root.GetProperty("campaigns")[0];
        Names(campaign).TakeLast(8).ShouldBe(["summary", "leak", "history", "context", "successor_of", "error_control", "components", "likely_of"]);
        var share = campaign.GetProperty("context")[0];
        Names(share).ShouldBe(["kind", "accounts", "population_accounts", "exchanges", "population_exchanges", "lists"]);
        share.GetProperty("exchanges").ValueKind.ShouldBe(JsonValueKind.Null);
        Names(share.GetProperty("lists")[0]).ShouldBe(["list", "accounts", "population_accounts"]);
        share.GetProperty("lists")[0].GetProperty("list").GetString().ShouldBe(SampleHostile.Script);
        Names(root.GetProperty("lists")).ShouldBe(["looked_up", "unreadable", "unusable", "lists", "conflicts"]);
        Names(root.GetProperty("lists").GetProperty("lists")[0]).ShouldBe(["list", "says", "built", "entries", "bad_lines", "bad_sample"]);
        Names(root.GetProperty("lists").GetProperty("conflicts")[0]).ShouldBe(["what", "first", "second", "exchanges"]);
        Written(SampleFindings.Realistic()).GetProperty("lists").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void HistorySaysWhatHappenedWhyAndToHowMany()
    {
        var campaign = Written(SampleFindings.Around([SampleCampaigns.Act(20) with
        {
            History =
            [
                new(SampleFindings.Start, "20 accounts came in: by search") { What = CampaignChange.Attached, Reason = "by search", Accounts = 20, Until = SampleFindings.Start.AddDays(2) },
                new(SampleFindings.Start.AddDays(3), "took in c-1") { What = CampaignChange.Absorbed, Accounts = 8, Campaign = "c-1" },
            ],
            SuccessorOf = "c-0",
        }])).GetProperty("campaigns")[0];
        campaign.GetProperty("successor_of").GetString().ShouldBe("c-0");
        var history = campaign.GetProperty("history");
        Names(history[0]).ShouldBe(["time", "text", "what", "reason", "accounts", "campaign", "until"]);
        history[0].GetProperty("what").GetString().ShouldBe("attached");
        history[0].GetProperty("accounts").GetInt32().ShouldBe(20);
        history[0].GetProperty("campaign").ValueKind.ShouldBe(JsonValueKind.Null);
        history[0].GetProperty("until").GetString().ShouldEndWith("Z");
        history[1].GetProperty("campaign").GetString().ShouldBe("c-1");
        history[1].GetProperty("until").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void TimesAreUtcWhateverOffsetTheyCameWith()
    {
        var findings = SampleFindings.Quiet();
        var east = new DateTimeOffset(2026, 7, 6, 1, 30, 0, TimeSpan.FromHours(2));
        var root = Written(findings with { Input = findings.Input with { First = east } });
        root.GetProperty("input").GetProperty("first").GetString().ShouldBe("2026-07-05T23:30:00.000Z");
    }

    [Fact]
    public void WhatJsonCannotHoldBecomesNullAndInfiniteWeightsKeepTheirSign()
    {
        var evidence = Written(SampleHostile.Findings()).GetProperty("campaigns")[0].GetProperty("evidence");
        evidence[0].GetProperty("statistic").ValueKind.ShouldBe(JsonValueKind.Null);
        evidence[0].GetProperty("null_value").ValueKind.ShouldBe(JsonValueKind.Null);
        evidence[0].GetProperty("log10_lr").GetDouble().ShouldBe(999);
        evidence[1].GetProperty("log10_lr").ValueKind.ShouldBe(JsonValueKind.Null);
        evidence[1].GetProperty("p_value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void HostileTextComesBackAsItWas()
    {
        var campaign = Written(SampleHostile.Findings()).GetProperty("campaigns")[0];
        campaign.GetProperty("title").GetString().ShouldBe(SampleHostile.Script);
        campaign.GetProperty("sample_accounts").EnumerateArray().Select(a => a.GetString())
            .ShouldBe(SampleHostile.Accounts.Select(a => a.Replace('\uD800', '\uFFFD')));
    }

    [Fact]
    public void AnEmptyRunIsAValidFile()
    {
        var root = Written(SampleFindings.Nothing());
        root.GetProperty("input").GetProperty("first").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("campaigns").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void TheLanguageOfTheMachineDoesNotMatter()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var before = Bytes(SampleFindings.Realistic());
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Bytes(SampleFindings.Realistic()).ShouldBe(before);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static byte[] Bytes(Findings findings)
    {
        using var stream = new MemoryStream();
        CampaignsJson.Write(findings, stream);
        return stream.ToArray();
    }

    private static JsonElement Written(Findings findings) => JsonDocument.Parse(Bytes(findings)).RootElement;

    private static List<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];
}
