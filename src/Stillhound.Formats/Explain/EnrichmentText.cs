using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Mmdb;

namespace Stillhound.Formats.Explain;

/// <summary>What lists say of one record, each by itself and then together, in words.</summary>
internal static class EnrichmentText
{
    public static IReadOnlyList<EnrichmentExplanation> Of(Enricher enricher, ref Exchange exchange)
    {
        if (exchange.Ip.IsEmpty)
            return [new("client.ip", "the record has none, so no list is asked")];
        if (!NetAddress.TryParse(exchange.Ip, out var address))
            return [new("client.ip", "it is no IPv4 or IPv6 address, so no list is asked")];
        var lines = new List<EnrichmentExplanation>();
        foreach (var list in enricher.Addresses)
            lines.Add(new(list.Name, Says(list, address, enricher.Labels)));
        var (country, asn) = (exchange.Country, exchange.Asn);
        enricher.ForThread().Enrich(ref exchange);
        lines.Add(new("client.country", Came(CountryCode.Unpack(country), CountryCode.Unpack(exchange.Country))));
        lines.Add(new("client.asn", Came(Number(asn), Number(exchange.Asn))));
        lines.Add(new("context", Together(exchange.Context)));
        return lines;
    }

    private static string Says(IAddressList list, NetAddress address, IReadOnlyList<ContextLabel> labels)
    {
        ListAnswer answer;
        try
        {
            answer = list.Look(address);
        }
        catch (MmdbException e)
        {
            return $"no answer: {e.Message}";
        }

        var says = new List<string>();
        if (answer.Country != 0)
            says.Add("country " + CountryCode.Unpack(answer.Country));
        if (answer.Asn != 0)
            says.Add("asn " + Number(answer.Asn));
        for (var label = 0; label < labels.Count; label++)
        {
            if ((answer.Covers >> label & 1) != 0)
                says.Add(((answer.Says >> label & 1) != 0 ? "" : "not ") + KindName.Of(labels[label].Kind));
        }

        return says.Count == 0 ? "nothing" : string.Join(", ", says);
    }

    private static string Came(string own, string after) => (own, after) switch
    {
        ("", "") => "the record has none and no list knows",
        ("", _) => $"filled in: {after}",
        _ => $"the record's own stands: {own}",
    };

    private static string Together(ContextFlags flags)
    {
        var kinds = Enumerable.Range(0, KindName.OfAddresses.Count).Where(kind => ((int)flags & ((int)ContextFlags.Hosting << kind)) != 0)
            .Select(static kind => KindName.OfAddresses[kind]).ToList();
        var text = kinds.Count == 0 ? "on no list" : string.Join(", ", kinds);
        if ((flags & ContextFlags.ListsDiffer) != 0)
            text += "; lists contradict each other";
        if ((flags & ContextFlags.RecordDiffers) != 0)
            text += "; lists contradict the record";
        return text;
    }

    private static string Number(uint asn) => asn == 0 ? "" : asn.ToString(CultureInfo.InvariantCulture);
}
