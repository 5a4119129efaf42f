namespace Stillhound.Simulation.Clients;

/// <summary>One invented network: addresses mean nothing outside their world.</summary>
/// <param name="Asn">Autonomous system.</param>
/// <param name="Country">Packed country code.</param>
/// <param name="Prefix">First 16 bits of its addresses.</param>
/// <param name="RoundTripMs">Typical round trip to the provider.</param>
/// <param name="Version6">Whether its clients use IPv6.</param>
internal sealed record Network(uint Asn, ushort Country, ushort Prefix, float RoundTripMs, bool Version6);

/// <summary>How often a client's address changes.</summary>
internal enum Churn : byte
{
    Never,
    Day,
    Conversation,
    Request,
}
