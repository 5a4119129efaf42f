using Stillhound.Core.Profiles;

namespace Stillhound.Core.Components;

/// <summary>What of an account's traffic a campaign is said to be, as far as it was seen: all its components of that campaign.</summary>
internal sealed class AccusedPart
{
    private readonly Dictionary<uint, int> _endUsers = [];

    /// <summary>Where the components that it is made of are kept.</summary>
    public List<int> Places { get; } = [];

    public int Exchanges { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    public long FirstMs { get; private set; } = long.MaxValue;

    public long LastMs { get; private set; }

    /// <summary>Since when it was looked for.</summary>
    public long SinceMs { get; private set; } = long.MaxValue;

    /// <summary>Exchanges before the account was attached, to the six hours.</summary>
    public int Before { get; private set; }

    /// <summary>Its share of what the account sent since it was looked for, 0 to 1.</summary>
    public double Share { get; private set; }

    /// <summary>End users by key with their exchanges, the most frequent first.</summary>
    public IReadOnlyList<(uint Key, int Exchanges)> EndUsers =>
        [.. _endUsers.OrderByDescending(static u => u.Value).ThenBy(static u => u.Key).Select(static u => (u.Key, u.Value))];

    public void Add(in Profile part, EndUserCounts? endUsers, long sinceMs, long attachedMs)
    {
        Exchanges += part.Exchanges;
        InputTokens += part.InputTokens;
        OutputTokens += part.OutputTokens;
        FirstMs = Math.Min(FirstMs, part.FirstMs);
        LastMs = Math.Max(LastMs, part.LastMs);
        SinceMs = Math.Min(SinceMs, sinceMs);
        Before += attachedMs == 0 ? part.Exchanges : Math.Max(0, part.Exchanges - CountSince(part, attachedMs));
        for (var i = 0; endUsers is not null && i < EndUserCounts.Length; i++)
        {
            if (endUsers.Keys[i] != 0)
                _endUsers[endUsers.Keys[i]] = _endUsers.GetValueOrDefault(endUsers.Keys[i]) + endUsers.Exchanges[i];
        }
    }

    public void Compare(in Profile whole) => Share = Math.Min(1, (double)Exchanges / Math.Max(1, Math.Max(Exchanges, CountSince(whole, SinceMs))));

    /// <summary>Exchanges after a time as far as the six-hour counts tell; of the bin that holds it, the share that is left.</summary>
    public static int CountSince(in Profile p, long timeMs)
    {
        var bin = (int)(timeMs / SixHourBins.WidthMs);
        if (bin > p.SixHourHead)
            return 0;
        if (bin <= p.SixHourHead - SixHourBins.Length)
            return p.Exchanges;
        var count = p.SixHours[bin % SixHourBins.Length] * (1 - ((double)(timeMs % SixHourBins.WidthMs) / SixHourBins.WidthMs));
        for (var later = bin + 1; later <= p.SixHourHead; later++)
            count += p.SixHours[later % SixHourBins.Length];
        return Math.Min(p.Exchanges, (int)Math.Round(count));
    }
}
