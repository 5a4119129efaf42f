using System.Text.Json;
using Stillhound.Core.SingleAccounts;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class FindingsJsonTests
{
    [Fact]
    public void EveryFieldIsWritten()
    {
        using var json = Written(SampleAccounts.Report);
        var root = json.RootElement;
        root.GetProperty("version").GetInt32().ShouldBe(1);
        root.GetProperty("tested").GetInt32().ShouldBe(2171);
        root.GetProperty("false_discovery_rate").GetDouble().ShouldBe(0.05);
        root.GetProperty("regional_access").EnumerateObject().Select(p => p.Name).ShouldBe(["mode", "examined", "not_served", "unknown"]);
        var finding = root.GetProperty("findings")[0];
        finding.EnumerateObject().Select(p => p.Name).ShouldBe(
        [
            "id", "kind", "tier", "title", "summary", "accounts", "campaign", "exchanges", "input_tokens", "output_tokens", "first_seen",
            "last_seen", "p_value", "q_value", "signs", "explanations",
        ]);
        finding.GetProperty("kind").GetString().ShouldBe("single_account_extraction");
        finding.GetProperty("tier").GetString().ShouldBe("review");
        finding.GetProperty("signs")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["family", "name", "statistic", "null", "null_value", "p_value", "text", "refute"]);
        finding.GetProperty("explanations")[1].GetProperty("holds").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void WhatDoesNotExistIsNull()
    {
        using var json = Written(SampleAccounts.Report with { Region = null });
        json.RootElement.GetProperty("regional_access").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("findings")[0].GetProperty("campaign").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("findings")[0].GetProperty("signs")[1].GetProperty("statistic").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void HostileTextCannotLeaveItsString() =>
        Text(SampleHostile.Findings().Accounts).ShouldNotContain("<script");

    private static JsonDocument Written(AccountReport report) => JsonDocument.Parse(Text(report));

    private static string Text(AccountReport report)
    {
        using var stream = new MemoryStream();
        Stillhound.Reporting.Files.FindingsJson.Write(report, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
