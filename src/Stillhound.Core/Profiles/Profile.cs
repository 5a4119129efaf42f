using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>
/// Everything that is remembered of one account: bounded, without text, about 1 KB. Counts and histograms that
/// run full are halved, so old traffic fades.
/// </summary>
internal struct Profile
{
    public ulong Account;

    // Facts, 0 where unknown.
    public long CreatedMs;
    public uint Org;
    public uint Payment;
    public uint Device;
    public uint SignupNetwork;
    public uint EmailDomain;
    public uint EmailHash;

    /// <summary>Campaign that the account is attached to, counted from 1; 0 for none.</summary>
    public int Campaign;

    /// <summary>Number of the last sweep interval in which it was active.</summary>
    public int ActiveSweep;

    // Volume.
    public long FirstMs;
    public long LastMs;
    public long InputTokens;
    public long OutputTokens;
    public int Exchanges;
    public uint RefusedAt; // sum of the numbers, from 1, of the refused exchanges, while they are counted

    // Distinct things, as linear-counting bitmaps (Whang, Vander-Zanden and Taylor, 1990).
    public ulong Addresses;
    public ulong EndUsers;
    public ulong Clients;

    // Rhythm.
    public int SixHourHead; // index since the epoch of the newest six-hour bin
    public SixHourBins SixHours;
    public HourBins HourOfWeek;
    public GapBins Gaps;

    // Sittings, each counted where it begins.
    public DayBins DaySittings;
    public DayHourBins HourSittings;

    // What the exchanges looked like; each counts exchanges, as far as ProfileShares.Counted holds them.
    public ushort WithContent;
    public ushort WithTurn;
    public ushort FirstTurns;
    public ushort Refused;
    public ushort RefusalSwitches;
    public ushort AsksReasoning;
    public ushort AsksGrading;
    public ushort AsksTasks;
    public ushort WithRtt;
    public ushort RttGaps;
    public ushort RepeatedItems;
    public ushort OwnRepeats;
    public ushort WithOutput;
    public ushort NewestModel;

    // Sums of natural logarithms.
    public float LogWords;
    public float LogOutput;

    public CapabilityCounts Capabilities;
    public TraitSlots Traits;
    public PhraseSlots Phrases;

    // Sum of unit embeddings times Embedding.Norm; EmbeddingCount exchanges are in it.
    public EmbeddingSum Embedding;
    public ushort EmbeddingCount;

    // What lists said of it and of its addresses. For people who read findings; nothing that judges reads it.
    public uint ContextLabels;
    public ContextCounts Context;

    // Nothing that judges reads it unless the operator's policy on regions asks for it.
    public ScriptCounts Scripts;

    // More facts, here so that nothing stands empty between larger fields.
    public ushort ClaimedCountry;
    public Plan Plan;
    public Verification Verified;
    public ProfileFlags Flags;
}

/// <summary>Standing facts of a profile.</summary>
[Flags]
internal enum ProfileFlags : byte
{
    None = 0,
    HasFacts = 1,
    LastRefused = 2,
}

/// <summary>Two weeks of activity, exchanges in each six hours, saturating at 255.</summary>
[InlineArray(Length)]
internal struct SixHourBins
{
    public const int Length = 56;
    public const long WidthMs = 6 * 3_600_000L;
    private byte _first;
}

/// <summary>Exchanges by hour of the week, Monday 00:00 UTC first.</summary>
[InlineArray(168)]
internal struct HourBins
{
    private byte _first;
}

/// <summary>Two weeks of sittings by day (UTC), up to the day of the newest six-hour bin; saturating at 255.</summary>
[InlineArray(Length)]
internal struct DayBins
{
    public const int Length = SixHourBins.Length / PerDay;

    /// <summary>Six-hour bins in a day.</summary>
    public const int PerDay = 4;

    private byte _first;
}

/// <summary>Sittings by the hour of the day, UTC, in which they begin.</summary>
[InlineArray(24)]
internal struct DayHourBins
{
    private byte _first;
}

/// <summary>Exchanges by the gap before them; see <see cref="GapScale"/>.</summary>
[InlineArray(GapScale.Bins)]
internal struct GapBins
{
    private ushort _first;
}

/// <summary>Exchanges by capability.</summary>
[InlineArray(CapabilityNames.Count)]
internal struct CapabilityCounts
{
    private ushort _first;
}

/// <summary>Sum of embeddings.</summary>
[InlineArray(Fingerprints.Embedding.Dimensions)]
internal struct EmbeddingSum
{
    private short _first;
}
