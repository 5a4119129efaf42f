using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Clients;

/// <summary>A country that people live in. Weights and round trips are rough; worlds vary them.</summary>
internal sealed record Country(string Code, double UtcOffset, double Weight, string Language, float RoundTripMs)
{
    public static readonly Country[] All =
    [
        new("US", -6, 24, "en", 25), new("IN", 5.5, 11, "en", 190), new("GB", 0, 6, "en", 80), new("DE", 1, 5, "de", 95),
        new("FR", 1, 4, "fr", 90), new("BR", -3, 4, "en", 130), new("JP", 9, 5, "ja", 140), new("KR", 9, 3, "en", 150),
        new("CA", -5, 3, "en", 30), new("AU", 10, 2, "en", 170), new("ES", 1, 3, "es", 105), new("MX", -6, 3, "es", 60),
        new("AR", -3, 2, "es", 160), new("CO", -5, 1, "es", 90), new("IT", 1, 2, "en", 105), new("NL", 1, 2, "en", 85),
        new("PL", 1, 2, "en", 110), new("SE", 1, 1, "en", 110), new("TR", 3, 1.5, "en", 130), new("UA", 2, 1, "ru", 125),
        new("KZ", 5, 0.6, "ru", 170), new("SG", 8, 2.5, "zh", 180), new("HK", 8, 1.5, "zh", 170), new("TW", 8, 2, "zh", 150),
        new("MY", 8, 1, "zh", 190), new("ID", 7, 2, "en", 210), new("PH", 8, 1.5, "en", 190), new("VN", 7, 1.5, "en", 200),
        new("TH", 7, 1, "en", 200), new("NG", 1, 1, "en", 160), new("KE", 3, 0.6, "en", 190), new("ZA", 2, 0.8, "en", 210),
        new("EG", 2, 0.8, "en", 140), new("AE", 4, 0.8, "en", 180), new("IL", 2, 0.8, "en", 130), new("PK", 5, 1, "en", 200),
        new("BD", 6, 0.8, "en", 220), new("CH", 1, 0.8, "de", 95), new("AT", 1, 0.6, "de", 100), new("PT", 0, 0.7, "en", 95),
    ];

    public ushort Packed { get; } = CountryCode.Pack(Encoding.ASCII.GetBytes(Code));
}
