using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Components;

/// <summary>
/// What marks the exchanges of one scaffold, wherever they stand: its phrases, system prompts, tools and formats. While it is on
/// probation its exchanges are counted; where they turn out to be part of the traffic of the accounts that send them, each of
/// these accounts gets a component.
/// </summary>
internal sealed class ComponentSignature(int number, long sinceMs)
{
    private readonly List<int> _accounts = [];
    private readonly List<int> _places = [];

    public int Number { get; } = number;

    /// <summary>When its exchanges began to be counted, and later when its components began.</summary>
    public long SinceMs { get; private set; } = sinceMs;

    public SignatureState State { get; private set; } = SignatureState.Probation;

    /// <summary>The keys in order of coming: phrase tags and keys of traits.</summary>
    public List<uint> Keys { get; } = [];

    /// <summary>Exchanges that showed one of its keys since <see cref="SinceMs"/>.</summary>
    public int Matched { get; set; }

    /// <summary>Accounts by which it was found, while it is on probation.</summary>
    public int[] Founders { get; set; } = [];

    /// <summary>Exchanges that these accounts had made by <see cref="SinceMs"/>.</summary>
    public long FoundersExchanges { get; set; }

    /// <summary>Settings that most components have in common.</summary>
    public IReadOnlyList<(TraitKind Kind, uint Value)> Settings { get; set; } = [];

    /// <summary>Accounts that have a component, in order of coming.</summary>
    public IReadOnlyList<int> Accounts => _accounts;

    /// <summary>Where their components are kept.</summary>
    public IReadOnlyList<int> Places => _places;

    /// <summary>Its exchanges are part of other traffic: components begin.</summary>
    public void Split(long nowMs)
    {
        State = SignatureState.Split;
        SinceMs = nowMs;
        Founders = [];
    }

    /// <summary>Its accounts do nothing else, or hardly anything of it: there is nothing to split.</summary>
    public void Leave()
    {
        State = SignatureState.Whole;
        Founders = [];
    }

    public void Add(int account, int place)
    {
        _accounts.Add(account);
        _places.Add(place);
    }
}

/// <summary>What became of a signature.</summary>
internal enum SignatureState : byte
{
    /// <summary>Its exchanges are counted.</summary>
    Probation,

    /// <summary>Its exchanges have components of their own.</summary>
    Split,

    /// <summary>It is no part of anything.</summary>
    Whole,
}
