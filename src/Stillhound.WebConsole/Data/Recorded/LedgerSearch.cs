using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Stillhound.Ledger;
using Stillhound.Server.Hosting;

namespace Stillhound.WebConsole.Data.Recorded;

/// <summary>What a person looks for in the ledger, as an address says it.</summary>
/// <param name="Type">A type, or the begin of types with a dot at its end.</param>
/// <param name="About">A campaign, its decisions included, or a decision.</param>
/// <param name="Account">An account, as the gateway names it or as it is stored.</param>
/// <param name="Person">Somebody who acted.</param>
/// <param name="Text">Text that stands in the entry, as written.</param>
/// <param name="From">Time from which on, as written.</param>
/// <param name="Until">Time before which, as written.</param>
/// <param name="Before">Only entries before this one.</param>
internal sealed record LedgerSearch(string Type, string About, string Account, string Person, string Text, string From, string Until, long? Before)
{
    private const int LongestField = 200;
    private const int MostDecisions = 500;
    private static readonly string[] TimeFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Whether anything is looked for.</summary>
    public bool IsEmpty => (Type + About + Account + Person + Text + From + Until).Length == 0;

    /// <summary>What of it cannot be understood, in a sentence; null for nothing.</summary>
    public string? Problem => From.Length > 0 && Time(From) is null || Until.Length > 0 && Time(Until) is null ? "Times are written as 2026-07-01 or 2026-07-01 12:30, in UTC." : null;

    /// <summary>Reads it from an address.</summary>
    public static LedgerSearch Of(HttpRequest request)
    {
        string Field(string name) => ((string?)request.Query[name] ?? "").Trim() is var text && text.Length > LongestField ? text[..LongestField] : text;
        return new LedgerSearch(
            Field("type"), Field("about"), Field("account"), Field("person"), Field("q"), Field("from"), Field("until"),
            long.TryParse(request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);
    }

    /// <summary>The same search as an address, going on before an entry.</summary>
    public string Address(string path, long? before)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] { ("type", Type), ("about", About), ("account", Account), ("person", Person), ("q", Text), ("from", From), ("until", Until) })
        {
            if (value.Length > 0)
                query.Add(key, value);
        }

        if (before is { } seq)
            query.Add("before", seq.ToString(CultureInfo.InvariantCulture));
        return path + query.ToQueryString();
    }

    /// <summary>What the ledger is asked.</summary>
    public LedgerQuery Query(HostState host)
    {
        var holds = new List<IReadOnlyList<ReadOnlyMemory<byte>>>();
        if (About.Length > 0)
            holds.Add([.. Abouts(host).Select(Quoted)]);
        if (Account.Length > 0)
            holds.Add([.. host.Live.Decisions.StoredNames(Account).Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal).Select(Quoted)]);
        if (Person.Length > 0)
            holds.Add([Joined((byte)':', Quoted(Person))]);
        if (Text.Length > 0)
            holds.Add([Quoted(Text)[1..^1]]);
        return new LedgerQuery { Type = Type.Length > 0 ? Type : null, From = Time(From), Until = Time(Until), Holds = holds, Before = Before };
    }

    private List<string> Abouts(HostState host)
    {
        List<string> names = [About];
        if (host.Live.Decisions.TryRead(TimeSpan.FromMilliseconds(200), standing => standing.Decisions.Where(d => d.Terms?.Campaign == About).Select(static d => d.Id).Take(MostDecisions).ToList(), out var decisions))
            names.AddRange(decisions);
        return names;
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    // Halves of a pair have no UTF-8; the serializer puts a replacement in their place.
    private static ReadOnlyMemory<byte> Quoted(string text) => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(text));

    private static ReadOnlyMemory<byte> Joined(byte first, ReadOnlyMemory<byte> rest) => (byte[])[first, .. rest.Span];
}
