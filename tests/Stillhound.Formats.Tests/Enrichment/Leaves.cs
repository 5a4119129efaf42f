using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Mmdb;

namespace Stillhound.Formats.Tests.Enrichment;

/// <summary>The first address of every network of a small database that has a record, found by lookups alone.</summary>
internal static class Leaves
{
    public static IReadOnlyList<NetAddress> Of(MmdbDatabase database, List<string> problems)
    {
        var found = new List<NetAddress>();
        var isV4 = database.Metadata.IpVersion == 4;
        var at = UInt128.Zero;
        var bits = isV4 ? 32 : 128;
        while (true)
        {
            var address = new NetAddress(at, isV4);
            var prefix = 0;
            try
            {
                if (database.Find(address, out prefix) >= 0)
                    found.Add(address);
            }
            catch (MmdbException e)
            {
                problems.Add(e.Message);
            }

            // The first address after the network, unless the network is the last.
            var last = at | (prefix == 0 ? UInt128.MaxValue : (UInt128.One << (bits - prefix)) - 1);
            if (last >= (isV4 ? uint.MaxValue : UInt128.MaxValue))
                return found;
            at = last + 1;
        }
    }
}
