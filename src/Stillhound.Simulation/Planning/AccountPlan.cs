using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Planning;

/// <summary>One account of a world.</summary>
internal sealed class AccountPlan(int index, string name, string group, bool campaign)
{
    public int Index { get; } = index;

    public string Name { get; } = name;

    public byte[] NameUtf8 { get; } = System.Text.Encoding.ASCII.GetBytes(name);

    public string Group { get; } = group;

    public bool Campaign { get; } = campaign;

    /// <summary>Facts as the operator has them; null when the operator has none.</summary>
    public AccountFacts? Facts { get; set; }

    public byte[] Org { get; set; } = [];

    public byte[] ApiKey { get; set; } = [];

    /// <summary>Fields that this account's records never have.</summary>
    public RecordField Absent { get; set; }

    /// <summary>When it moves to the newest model, in Unix milliseconds; never when at its largest.</summary>
    public long Adopts { get; set; } = long.MaxValue;

    /// <summary>Share of its traffic that moves then.</summary>
    public float AdoptedShare { get; set; } = 1;

    /// <summary>When it is suspended for good, in Unix milliseconds.</summary>
    public long Closed { get; set; } = long.MaxValue;

    /// <summary>A suspension that was lifted, in Unix milliseconds.</summary>
    public (long From, long To) Away { get; set; }

    public bool MaySend(long time) => time < Closed && (time < Away.From || time >= Away.To);
}

/// <summary>Optional fields of a record.</summary>
[Flags]
internal enum RecordField
{
    None = 0,
    Id = 1,
    Org = 1 << 1,
    ApiKey = 1 << 2,
    EndUser = 1 << 3,
    Conversation = 1 << 4,
    Turn = 1 << 5,
    System = 1 << 6,
    Tools = 1 << 7,
    Temperature = 1 << 8,
    TopP = 1 << 9,
    MaxTokens = 1 << 10,
    OtherParams = 1 << 11,
    InputTokens = 1 << 12,
    OutputTokens = 1 << 13,
    OtherTokens = 1 << 14,
    Finish = 1 << 15,
    Status = 1 << 16,
    Latency = 1 << 17,
    Ip = 1 << 18,
    Asn = 1 << 19,
    Country = 1 << 20,
    UserAgent = 1 << 21,
    Ja4 = 1 << 22,
    RoundTrips = 1 << 23,
    Model = 1 << 24,
}
