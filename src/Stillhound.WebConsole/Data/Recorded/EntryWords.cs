using System.Text.Json;
using Stillhound.Ledger;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;
using Stillhound.WebConsole.Data.Decided;
using Stillhound.WebConsole.Parts;

namespace Stillhound.WebConsole.Data.Recorded;

/// <summary>Entries of the ledger as sentences. What people wrote is in them as it is: hostile text, to be encoded by whoever shows it.</summary>
internal static class EntryWords
{
    private const int LongestSentence = 400;
    private const int MostValues = 8;

    /// <summary>What an entry says.</summary>
    public static string Of(LedgerEntry entry)
    {
        try
        {
            return Cut(ChangeCodec.Read(entry) is { } change && Of(change) is { } sentence ? sentence : Values(entry.Payload));
        }
        catch (LedgerException)
        {
            return "It says nothing that this version understands.";
        }
    }

    /// <summary>What it is about: pages that it leads to.</summary>
    public static IReadOnlyList<(string Text, string Address)> Links(LedgerEntry entry)
    {
        var links = new List<(string, string)>();
        using var payload = JsonDocument.Parse(entry.Payload);
        if (payload.RootElement.ValueKind != JsonValueKind.Object)
            return links;
        foreach (var member in payload.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } name && Address(member.Name, name) is { } address)
                links.Add((name, address));
            else if (member is { Name: "decisions", Value.ValueKind: JsonValueKind.Array })
                links.AddRange(member.Value.EnumerateArray().Take(MostValues).Select(static d => d.ToString()).Select(static d => (d, Words.Decision(d))));
        }

        return links;
    }

    private static string? Of(Change change) => change switch
    {
        PolicyAdopted p => $"Policy {p.Version} came into use.",
        CampaignJudged { Tier: null } c => $"{c.Campaign} is gone: {c.Title}",
        CampaignJudged c => $"{c.Campaign} at {Words.Of(c.Tier.Value)}, {Words.Of(c.Accounts, "account")}, confidence {Words.Confidence(c.ConfidencePpm / 1e6)}: {c.Title}",
        Dismissed d => $"{d.Actor} dismissed {d.Campaign}{Because(d.Note)}",
        Cleared c => $"{c.Actor} cleared {c.Account} of {c.Campaign}{Because(c.Note)}",
        MembersChanged m => $"{m.Decision}: {Moved(m)}.",
        Proposed p => $"{p.Decision} proposed for {p.Campaign}: {DecisionRow.Say(new LadderStep(p.Action, p.TokensPerDay, p.RequestsPerMinute))}, {Words.Of(p.Blast.Accounts, "account")}{(p.Simulated ? ", simulated" : "")}.",
        Approved a => $"{a.Actor} approved {string.Join(", ", a.Decisions)}; another person has to{Because(a.Note)}",
        Armed { Actor: { } actor } a => $"{actor} approved and so armed {string.Join(", ", a.Decisions)}{Because(a.Note)}",
        Armed a => $"{string.Join(", ", a.Decisions)} took effect; nobody had to approve.",
        Grown g => $"{g.Actor} approved what waited for {string.Join(", ", g.Decisions)}{Because(g.Note)}",
        Rejected r => $"{r.Actor} rejected {r.Decision}{Because(r.Note)}",
        Undone u => $"{u.Actor} undid {u.Decision}{Because(u.Note)}",
        Extended e => $"{e.Actor} lets {e.Decision} hold until {e.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC{Because(e.Note)}",
        Replaced r => $"{r.Decision} was replaced{(r.By is { } by ? $" by {by}" : "")}: {Words.Plain(r.Why)}.",
        Expired e => $"{e.Decision} came to its end.",
        Reinstated r => $"{r.Actor} took the dismissal of {r.Campaign} back{Because(r.Note)}",
        _ => null,
    };

    private static string? Address(string member, string name) => member switch
    {
        "campaign" => Words.Campaign(name),
        "decision" => Words.Decision(name),
        "account" => Words.Account(name),
        "appeal" => CaseTables.AppealOf(name),
        "hold" => HoldRow.PathOf(name),
        _ => null,
    };

    private static string Moved(MembersChanged members) => string.Join(", ", new[] { (members.Added.Count, "came"), (members.Removed.Count, "went"), (members.Waiting.Count, "came beyond what was approved and waits") }
        .Where(static m => m.Item1 > 0).Select(static m => $"{Words.Of(m.Item1, "account")} {(m.Item1 == 1 ? m.Item2 : m.Item2.Replace("waits", "wait", StringComparison.Ordinal))}"));

    private static string Because(string note) => note.Length > 0 ? ": " + note : ".";

    private static string Values(ReadOnlyMemory<byte> json)
    {
        using var payload = JsonDocument.Parse(json);
        return payload.RootElement.ValueKind != JsonValueKind.Object
            ? payload.RootElement.ToString()
            : string.Join("; ", payload.RootElement.EnumerateObject().Take(MostValues).Select(static m => $"{Words.Plain(m.Name)}: {Value(m.Value)}"));
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Take(MostValues).Select(static v => v.ToString())) + (value.GetArrayLength() > MostValues ? " …" : ""),
        JsonValueKind.Null => "none",
        _ => value.ToString(),
    };

    private static string Cut(string text) => text.Length <= LongestSentence ? text : text[..LongestSentence] + " …";
}
