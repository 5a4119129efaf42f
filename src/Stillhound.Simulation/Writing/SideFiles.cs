using System.Text.Json;
using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Writing;

/// <summary>Writes what goes beside the exchanges: account facts, events and the truth.</summary>
internal static class SideFiles
{
    public static void Accounts(Stream stream, IEnumerable<AccountFacts> accounts) => Lines(stream, accounts, static (json, facts) =>
    {
        json.WriteString("account"u8, facts.Account);
        if (facts.Created is { } created)
            Moment(json, "created"u8, created);
        Text(json, "org"u8, facts.Org);
        if (facts.Plan != Plan.Unknown)
            json.WriteString("plan"u8, KindNames.Of(facts.Plan));
        if (facts.Verified != Verification.Unknown)
            json.WriteString("verified"u8, KindNames.Of(facts.Verified));
        if (facts.Country != 0)
            json.WriteString("country"u8, CountryCode.Unpack(facts.Country));
        Text(json, "email_domain"u8, facts.EmailDomain);
        Text(json, "email_hash"u8, facts.EmailHash);
        Text(json, "payment_hash"u8, facts.PaymentHash);
        Text(json, "device_hash"u8, facts.DeviceHash);
        Text(json, "signup_ip"u8, facts.SignupIp);
    });

    public static void Events(Stream stream, IEnumerable<ProviderEvent> events) => Lines(stream, events, static (json, happened) =>
    {
        Moment(json, "time"u8, happened.Time);
        json.WriteString("type"u8, KindNames.Of(happened.Type));
        Text(json, "account"u8, happened.Account);
        Text(json, "org"u8, happened.Org);
        Text(json, "model"u8, happened.Model);
        Text(json, "kind"u8, happened.Kind);
        if (happened.Until is { } until)
            Moment(json, "until"u8, until);
    });

    public static void Truth(Stream stream, IEnumerable<Truth> truth)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("account,label,group");
        foreach (var row in truth)
            writer.WriteLine($"{row.Account},{(row.Campaign ? "campaign" : "benign")},{row.Group}");
    }

    private static void Lines<T>(Stream stream, IEnumerable<T> rows, Action<Utf8JsonWriter, T> fields)
    {
        var buffer = new RecordBuffer(1 << 16);
        using var json = new Utf8JsonWriter(buffer);
        foreach (var row in rows)
        {
            json.Reset(buffer);
            json.WriteStartObject();
            fields(json, row);
            json.WriteEndObject();
            json.Flush();
            buffer.End();
            stream.Write(buffer.Written);
            buffer.Clear();
        }
    }

    private static void Moment(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[24];
        TimeText.Write(text, time.ToUnixTimeMilliseconds());
        json.WriteString(name, text);
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
