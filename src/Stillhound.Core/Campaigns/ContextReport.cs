using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>What lists said of a group's accounts beside everybody's. Reads profiles after everything is decided.</summary>
internal sealed class ContextReport
{
    private readonly AccountTable _accounts;
    private readonly IReadOnlyList<ContextLabel> _labels;
    private readonly Tally _everybody;

    public ContextReport(AccountTable accounts, IReadOnlyList<ContextLabel> labels)
    {
        _accounts = accounts;
        _labels = labels;
        _everybody = labels.Count == 0 ? new Tally() : Count(Enumerable.Range(0, accounts.Count));
    }

    /// <summary>One entry a kind that some list covers, and one for each way in which lists were contradicted.</summary>
    public IReadOnlyList<ContextShare> Of(IEnumerable<int> members)
    {
        if (_labels.Count == 0)
            return [];
        var group = Count(members);
        var shares = new List<ContextShare>();
        foreach (var kind in Enum.GetValues<ContextKind>())
        {
            if (MaskOf(kind) != 0)
                shares.Add(Share(group, NameOf(kind), MaskOf(kind), kind));
        }

        AddConflict(shares, group, "lists_differ", ContextLabel.ListsDiffer, ContextFlags.ListsDiffer);
        AddConflict(shares, group, "record_differs", ContextLabel.RecordDiffers, ContextFlags.RecordDiffers);
        return shares;
    }

    private static string NameOf(ContextKind kind) => kind == ContextKind.DisposableMail ? "disposable_mail" : kind.ToString().ToLowerInvariant();

    private ContextShare Share(Tally group, string name, uint mask, ContextKind kind)
    {
        var isMail = kind == ContextKind.DisposableMail;
        var flag = isMail ? ContextFlags.None : (ContextFlags)((int)ContextFlags.Hosting << (int)kind);
        var lists = new List<ContextListShare>();
        for (var label = 0; label < _labels.Count; label++)
        {
            if (_labels[label].Kind == kind)
                lists.Add(new ContextListShare(_labels[label].List, group.Accounts(1u << label, isMail), _everybody.Accounts(1u << label, isMail)));
        }

        return new ContextShare(name, group.Accounts(mask, isMail), _everybody.Accounts(mask, isMail), group.Exchanges(flag), _everybody.Exchanges(flag), lists);
    }

    private void AddConflict(List<ContextShare> shares, Tally group, string name, uint bit, ContextFlags flag)
    {
        if (_everybody.Accounts(bit, ofMail: false) > 0)
            shares.Add(new ContextShare(name, group.Accounts(bit, ofMail: false), _everybody.Accounts(bit, ofMail: false), group.Exchanges(flag), _everybody.Exchanges(flag), []));
    }

    private uint MaskOf(ContextKind kind)
    {
        var mask = 0u;
        for (var label = 0; label < _labels.Count; label++)
            mask |= _labels[label].Kind == kind ? 1u << label : 0;
        return mask;
    }

    private Tally Count(IEnumerable<int> accounts)
    {
        var tally = new Tally();
        foreach (var account in accounts)
            tally.Add(_accounts[account]);
        return tally;
    }

    /// <summary>Accounts by the labels that they ever showed, and exchanges by flag.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<uint, long> _byLabels = [];
        private readonly double[] _exchanges = new double[8];
        private long _withMail;
        private long _withAddress;
        private double _lookedUp;

        public void Add(in Profile p)
        {
            if (p.Exchanges == 0)
                return;
            _byLabels[p.ContextLabels] = _byLabels.GetValueOrDefault(p.ContextLabels) + 1;
            _withMail += p.EmailDomain != 0 ? 1 : 0;
            if (p.Context.LookedUp == 0)
                return;
            _withAddress++;
            _lookedUp += p.Exchanges;
            for (var bit = 0; bit < 8; bit++)
                _exchanges[bit] += p.Exchanges * p.Context.ShareOf((ContextFlags)(1 << bit));
        }

        public double Accounts(uint mask, bool ofMail)
        {
            var whole = ofMail ? _withMail : _withAddress;
            return whole == 0 ? double.NaN : (double)_byLabels.Where(l => (l.Key & mask) != 0).Sum(static l => l.Value) / whole;
        }

        public double Exchanges(ContextFlags flag) => flag == ContextFlags.None || _lookedUp == 0
            ? double.NaN
            : _exchanges[System.Numerics.BitOperations.TrailingZeroCount((uint)flag)] / _lookedUp;
    }
}
