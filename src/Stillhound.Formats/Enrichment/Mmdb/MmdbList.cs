using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment.Lists;
using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>A MaxMind DB file as a list: country, autonomous system, and kinds of networks, as far as it has them.</summary>
internal sealed class MmdbList : IAddressList
{
    private readonly MmdbDatabase _database;
    private readonly MmdbPath[] _country;
    private readonly MmdbPath[] _asn;
    private readonly (uint Bit, MmdbPath[] Paths)[] _flags;
    private readonly uint _anyRecord;
    private readonly uint _all;

    private MmdbList(ListOptions list, MmdbDatabase database, List<ContextLabel> labels)
    {
        Name = list.Name;
        _database = database;
        _country = MmdbFields.CountryIn(database);
        _asn = MmdbFields.AsnIn(database);
        var says = new List<string>();
        if (_country.Length > 0)
            says.Add("country");
        if (_asn.Length > 0)
            says.Add("asn");
        var flags = new List<(uint, MmdbPath[])>();
        foreach (var (kind, paths) in MmdbFields.FlagsIn(database))
        {
            // A kind that the whole database stands for needs no flag.
            if (kind == list.Kind)
                continue;
            flags.Add((Add(labels, kind, says), paths));
        }

        _flags = [.. flags];
        _anyRecord = list.Kind is { } whole ? Add(labels, whole, says) : 0;
        _all = _flags.Aggregate(_anyRecord, static (mask, f) => mask | f.Bit);
        if (says.Count == 0)
            throw new InputException($"{list.Where}: {list.Path}: it says neither country nor asn nor kind of network; if its networks are all of one kind, give it a kind");
        Description = new ListDescription(Name, says, Built(database.Metadata.BuildEpoch), database.Metadata.NodeCount, 0, []);
    }

    public string Name { get; }

    public ListDescription Description { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="list">Which.</param>
    /// <param name="labels">Takes what it can say.</param>
    /// <exception cref="InputException">It cannot be opened, is malformed, or holds nothing that is looked for.</exception>
    public static MmdbList Open(ListOptions list, List<ContextLabel> labels)
    {
        try
        {
            return new MmdbList(list, MmdbDatabase.Open(ListLines.BytesOf(list)), labels);
        }
        catch (MmdbException e)
        {
            throw new InputException($"{list.Where}: {list.Path}: {e.Message}", e);
        }
    }

    public ListAnswer Look(NetAddress address)
    {
        var answer = default(ListAnswer);
        if (!_database.Covers(address))
            return answer;
        answer.Covers = _all;
        var place = _database.Find(address);
        if (place < 0)
            return answer;
        answer.Says = _anyRecord;
        var record = _database.Record(place);
        foreach (var path in _country)
        {
            if (answer.Country == 0 && record.TryFind(path, out var country))
                answer.Country = CountryCode.Pack(country.Bytes);
        }

        foreach (var path in _asn)
        {
            if (answer.Asn == 0 && record.TryFind(path, out var asn))
                answer.Asn = MmdbFields.AsnOf(asn);
        }

        foreach (var (bit, paths) in _flags)
        {
            foreach (var path in paths)
            {
                if (record.TryFind(path, out var flag) && MmdbFields.IsSet(flag))
                    answer.Says |= bit;
            }
        }

        return answer;
    }

    // Beyond the year 9999 it is no date.
    private static DateTimeOffset? Built(ulong epoch) => epoch is 0 or > 253_402_300_799 ? null : DateTimeOffset.FromUnixTimeSeconds((long)epoch);

    private uint Add(List<ContextLabel> labels, ContextKind kind, List<string> says)
    {
        labels.Add(new ContextLabel(Name, kind));
        says.Add(KindName.Of(kind));
        return 1u << (labels.Count - 1);
    }
}
