using Stillhound.Core.Campaigns;
using Stillhound.Formats.Enrichment.Mmdb;

namespace Stillhound.Formats.Enrichment;

/// <summary>Something that can be asked about an address. Asked from any number of threads.</summary>
internal interface IAddressList
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>What it is, for findings.</summary>
    ListDescription Description { get; }

    /// <summary>What it says of an address. Allocates nothing.</summary>
    /// <exception cref="MmdbException">What it would have to read is malformed.</exception>
    ListAnswer Look(NetAddress address);
}

/// <summary>What one list says of one address, or several together.</summary>
internal struct ListAnswer
{
    /// <summary>Labels of which it knows whether they hold, a bit each.</summary>
    public uint Covers;

    /// <summary>Labels that hold.</summary>
    public uint Says;

    /// <summary>Autonomous system; 0 when it does not know.</summary>
    public uint Asn;

    /// <summary>Packed country; 0 when it does not know.</summary>
    public ushort Country;
}
