using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Evaluation.Alerts;

/// <summary>When a campaign of one world was told of.</summary>
/// <param name="Case">How it began.</param>
/// <param name="Seed">The world's seed.</param>
/// <param name="First">First exchange of its first account.</param>
/// <param name="Twentieth">First exchange of its twentieth account; null where fewer came.</param>
/// <param name="Detected">When a campaign most of whose accounts are its own first stood at review; null where none did.</param>
/// <param name="Exchanges">Its exchanges until then, or all.</param>
/// <param name="False">Campaigns that stood at review at any time and most of whose accounts are not its own.</param>
internal sealed record AlertResult(AlertCase Case, ulong Seed, DateTimeOffset First, DateTimeOffset? Twentieth, DateTimeOffset? Detected, long Exchanges, int False)
{
    /// <summary>Minutes of event time from the twentieth account to the alert; NaN without either.</summary>
    public double Delay => Twentieth is { } from && Detected is { } to ? (to - from).TotalMinutes : double.NaN;

    /// <summary>Compares findings with when the campaign's accounts sent.</summary>
    public static AlertResult Of(AlertCase begun, ulong seed, FirstTimes times, Findings findings)
    {
        var told = findings.Campaigns.Where(static c => c.DetectedAt is not null && c.LikelyOf is null).ToLookup(c => c.Members.Count(m => times.IsOf(m.Account)) * 2 > c.Members.Count);
        var detected = told[true].Min(static c => c.DetectedAt);
        return new AlertResult(begun, seed, times.Of(1)!.Value, times.Of(20), detected, times.ExchangesUntil(detected ?? DateTimeOffset.MaxValue), told[false].Count());
    }
}
