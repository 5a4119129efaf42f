using System.Globalization;
using System.Text.Json;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Decisions;

/// <summary>Decisions of a running server, for people. All of it is what a server said, so all of it is made printable.</summary>
internal static class DecisionText
{
    private static readonly TextColumn[] Columns =
    [
        new("id", Keep: 6), new("state", Keep: 6), new("campaign", Keep: 5), new("action", Keep: 5), new("accounts", Keep: 5, Right: true), new("waiting", Keep: 3, Right: true),
        new("approved", Keep: 4), new("until", Keep: 2), new("reason", Keep: 1, Grows: true),
    ];

    public static void WriteList(JsonElement page, TextWriter output, Screen screen)
    {
        var decisions = page.GetProperty("decisions").EnumerateArray().ToList();
        if (decisions.Count == 0)
        {
            output.WriteLine("no decisions");
            return;
        }

        var table = new TextTable(Columns, screen);
        foreach (var d in decisions)
        {
            table.Add(State(d) == "proposed" ? Tier.Review : Tier.Watch,
            [
                Text(d, "id"), State(d) + (Simulated(d) ? " (simulated)" : ""), Text(d, "campaign"), Text(d, "action"), Text(d, "accounts"), Text(d, "waiting"),
                $"{d.GetProperty("approvals").GetArrayLength()} of {Math.Max(d.GetProperty("approvals").GetArrayLength(), d.GetProperty("approvals_needed").GetInt32())}",
                Text(d, "until"), Text(d, "reason"),
            ]);
        }

        table.Write(output);
        if (page.GetProperty("next").GetString() is { } next)
            output.WriteLine($"  more: --after {Printable.Line(next)}");
    }

    public static void WriteOne(JsonElement d, TextWriter output)
    {
        Line("decision", Text(d, "id"));
        Line("state", State(d) + (Simulated(d) ? ", simulated: nothing is carried out" : ""));
        Line("campaign", $"{Text(d, "campaign")}, takedown {Text(d, "takedown")}");
        Line("action", Text(d, "action") + Limit(d, "tokens_per_day", " tokens a day") + Limit(d, "requests_per_minute", " requests a minute"));
        Line("accounts", Text(d, "accounts") + (Text(d, "waiting") == "0" ? "" : $", and {Text(d, "waiting")} wait for approval"));
        Line("from", Text(d, "from"));
        Line("until", Text(d, "until"));
        Line("reason", $"{Text(d, "reason")}, policy {Text(d, "policy")}");
        Line("needs", $"{Text(d, "approvals_needed")} people to approve");
        foreach (var a in d.GetProperty("approvals").EnumerateArray().Concat(d.GetProperty("growth_approvals").EnumerateArray()))
            Line("approved", $"{Text(a, "actor")}, {Text(a, "time")}: {Text(a, "note")}");
        if (Text(d, "ended_at").Length > 0)
            Line("ended", $"{Text(d, "ended_at")} {Text(d, "ended_by")} {Text(d, "end_note")} {Text(d, "replaced_by")}".TrimEnd());
        Blast(d.GetProperty("blast_radius"));
        if (d.TryGetProperty("some_accounts", out var some) && some.GetArrayLength() > 0)
            Line("accounts", string.Join(", ", some.EnumerateArray().Select(static a => a.GetString())));

        void Line(string key, string value) => output.WriteLine($"  {key,-13} {Printable.Line(value)}");

        void Blast(JsonElement b)
        {
            Line("hits", $"{Text(b, "accounts")} accounts, {Text(b, "exchanges")} exchanges and {Text(b, "spend")} spent in {Text(b, "days")} days");
            Line("likely honest", Text(b, "likely_honest"));
            Line("left out", $"{Text(b, "protected")} protected, {Text(b, "doubtful")} too unsure, {Text(b, "in_part")} accused in part");
            Line("largest", string.Join(", ", b.GetProperty("top").EnumerateArray().Select(static a => $"{Text(a, "account")} ({Text(a, "exchanges")})")));
        }
    }

    private static string State(JsonElement decision) => Text(decision, "state");

    private static bool Simulated(JsonElement decision) => decision.GetProperty("simulated").GetBoolean();

    private static string Limit(JsonElement decision, string key, string unit) => decision.TryGetProperty(key, out var limit) ? $", {limit.GetInt64().ToString("N0", CultureInfo.InvariantCulture)}{unit}" : "";

    private static string Text(JsonElement json, string key) => json.GetProperty(key) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "";
}
