using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment.Lists;
using Stillhound.Formats.Enrichment.Mmdb;
using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Enrichment;

/// <summary>
/// What the configured lists say of addresses and mail domains. It fills in a country and an autonomous system where a record
/// has an address and lacks them, and otherwise adds context, which no verdict weighs. Lists are read once, when it is made;
/// afterwards it is only read, from any number of threads.
/// </summary>
public sealed class Enricher
{
    private readonly IAddressList[] _addresses;
    private readonly MailDomains[] _mail;
    private readonly List<ContextLabel> _labels;
    private readonly List<AddressEnricher> _threads = [];
    private readonly Lock _lock = new();

    private Enricher(IAddressList[] addresses, MailDomains[] mail, List<ContextLabel> labels)
    {
        _addresses = addresses;
        _mail = mail;
        _labels = labels;
    }

    /// <summary>What the bits of an exchange's labels stand for, in their order.</summary>
    public IReadOnlyList<ContextLabel> Labels => _labels;

    /// <summary>The lists of addresses, those that can name a country or a system first.</summary>
    internal ReadOnlySpan<IAddressList> Addresses => _addresses;

    /// <summary>Reads every list.</summary>
    /// <exception cref="InputException">A list cannot be used; the message says which and why.</exception>
    public static Enricher Load(EnrichmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in options.Mmdb.Concat(options.Netsets).Concat(options.DisposableMail))
        {
            if (!names.Add(list.Name))
                throw new InputException($"{list.Where}: two lists are named {list.Name}; give one of them a name of its own");
        }

        var labels = new List<ContextLabel>();
        IAddressList[] addresses = [.. options.Mmdb.Select(l => MmdbList.Open(l, labels)), .. options.Netsets.Select(l => Netset.Read(l, labels))];
        MailDomains[] mail = [.. options.DisposableMail.Select(l => MailDomains.Read(l, labels))];
        if (labels.Count > ContextLabel.Most)
            throw new InputException($"enrichment: the lists say {labels.Count} things in all; {ContextLabel.Most} is the most, so leave some out");
        if (addresses.Length > ListConflicts.MostLists)
            throw new InputException($"enrichment: {addresses.Length} lists of addresses; {ListConflicts.MostLists} is the most");
        return new Enricher(addresses, mail, labels);
    }

    /// <summary>Account facts with what lists say of the mail domain.</summary>
    public AccountFacts Enrich(AccountFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var labels = MailLabels(facts.EmailDomain);
        return labels == 0 ? facts : facts with { ContextLabels = facts.ContextLabels | labels };
    }

    /// <summary>
    /// What became of all lookups so far. Call it when the reader that enriched has ended; the order in which threads worked
    /// does not show.
    /// </summary>
    public ListSummary Summary()
    {
        var total = new ListConflicts();
        lock (_lock)
        {
            foreach (var thread in _threads)
                thread.AddTo(total);
        }

        return new ListSummary(total.LookedUp, total.Unreadable, total.Unusable,
            [.. _addresses.Select(static a => a.Description), .. _mail.Select(static m => m.Description)], total.Report(_labels, _addresses));
    }

    /// <summary>An enricher for one thread, with a cache of its own.</summary>
    internal AddressEnricher ForThread()
    {
        var thread = new AddressEnricher(this);
        lock (_lock)
            _threads.Add(thread);
        return thread;
    }

    /// <summary>The labels of a mail domain.</summary>
    internal uint MailLabels(string? domain)
    {
        var labels = 0u;
        foreach (var list in domain is null ? [] : _mail)
            labels |= list.Contains(domain) ? list.Bit : 0;
        return labels;
    }
}
