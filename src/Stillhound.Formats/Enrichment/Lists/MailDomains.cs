using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Enrichment.Lists;

/// <summary>
/// Domains that hand out mail addresses to anybody. A domain is on the list when it or one that it lies in is. Such lists hold
/// universities and small providers too, so being on one is weak and says nothing alone.
/// </summary>
internal sealed class MailDomains
{
    private const int LongestDomain = 253; // RFC 1035
    private readonly HashSet<string> _domains = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string _name;
    private ListLines _lines = null!;

    private MailDomains(string name)
    {
        _name = name;
        _lookup = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The bit of its label.</summary>
    public uint Bit { get; private init; }

    public ListDescription Description => new(_name, [KindName.Of(ContextKind.DisposableMail)], null, _domains.Count, _lines.Bad, _lines.Samples);

    /// <summary>Reads a file of one domain a line.</summary>
    /// <param name="list">Which.</param>
    /// <param name="labels">Takes what the list can say.</param>
    /// <exception cref="InputException">It cannot be opened or holds no domain.</exception>
    public static MailDomains Read(ListOptions list, List<ContextLabel> labels)
    {
        labels.Add(new ContextLabel(list.Name, ContextKind.DisposableMail));
        var domains = new MailDomains(list.Name) { Bit = 1u << (labels.Count - 1) };
        domains._lines = ListLines.Read(list, "domain", domains.Take);
        return domains;
    }

    /// <summary>Whether a domain, or one that it lies in, is listed.</summary>
    public bool Contains(ReadOnlySpan<char> domain)
    {
        domain = domain.Trim().TrimEnd('.');
        if (domain.Length > LongestDomain)
            return false;
        while (!domain.IsEmpty)
        {
            if (_lookup.Contains(domain))
                return true;
            var dot = domain.IndexOf('.');
            domain = dot < 0 ? default : domain[(dot + 1)..];
        }

        return false;
    }

    // A single label would be a whole top-level domain, which nobody lists on purpose.
    private bool Take(ReadOnlySpan<byte> entry)
    {
        entry = entry.TrimEnd((byte)'.');
        if (entry.Length is 0 or > LongestDomain || !entry.Contains((byte)'.') || entry[0] == (byte)'.' || entry.IndexOf(".."u8) >= 0)
            return false;
        foreach (var c in entry)
        {
            // Letters of other scripts are taken as they stand.
            if (c < 0x80 && !char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'.' or (byte)'-' or (byte)'_'))
                return false;
        }

        _domains.Add(Encoding.UTF8.GetString(entry));
        return true;
    }
}
