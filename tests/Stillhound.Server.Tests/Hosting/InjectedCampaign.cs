using System.Text;
using System.Text.Json;
using Stillhound.Simulation;
using Stillhound.Simulation.Writing;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>A campaign of the kind that replaces its accounts, injected into honest traffic of days; as native records in order of time.</summary>
internal sealed class InjectedCampaign
{
    private readonly List<(long Time, string Account, int Start, int Length)> _records = [];
    private readonly byte[] _bytes;

    /// <param name="seed">Decides the world.</param>
    /// <param name="rate">Exchanges a day of each of its accounts; null for the kind's own.</param>
    public InjectedCampaign(ulong seed, double? rate = null)
    {
        var world = World.Create(WorldPresets.Quick(seed) with
        {
            Days = 4,
            Accounts = 700,
            Exchanges = 40_000,
            Campaigns = [new CampaignSpec(CampaignKind.Hydra) { Accounts = 60, StartDay = 1.5, Rate = rate }],
        });
        using var stream = new MemoryStream();
        using (var writer = new ExchangeWriter(stream, world))
        {
            world.Play(writer);
            writer.Flush();
        }

        _bytes = stream.ToArray();
        Members = world.Truth.Where(static t => t.Campaign).Select(static t => t.Account).ToHashSet(StringComparer.Ordinal);
        for (var start = 0; start < _bytes.Length;)
        {
            var length = _bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
            var record = JsonDocument.Parse(_bytes.AsMemory(start, length)).RootElement;
            _records.Add((record.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds(), record.GetProperty("account").GetString()!, start, length));
            start += length;
        }

        Twentieth = _records.Where(r => Members.Contains(r.Account)).DistinctBy(static r => r.Account).ElementAt(19).Time;
        MemberExchanges = _records.Count(r => Members.Contains(r.Account));
    }

    /// <summary>The campaign's accounts.</summary>
    public HashSet<string> Members { get; }

    /// <summary>When its twentieth account sent first, milliseconds since the epoch.</summary>
    public long Twentieth { get; }

    /// <summary>What all of them send.</summary>
    public int MemberExchanges { get; }

    public IEnumerable<string> Honest => _records.Select(static r => r.Account).Distinct(StringComparer.Ordinal).Where(a => !Members.Contains(a));

    /// <summary>What members send up to a time.</summary>
    public int MemberExchangesUntil(long time) => _records.Count(r => r.Time <= time && Members.Contains(r.Account));

    /// <summary>Bodies of a minute each, with the time of the newest record.</summary>
    public IEnumerable<(long Until, string Body)> Minutes()
    {
        foreach (var minute in _records.GroupBy(static r => r.Time / 60_000))
        {
            var (first, last) = (minute.First(), minute.Last());
            yield return (last.Time, Encoding.UTF8.GetString(_bytes, first.Start, last.Start + last.Length - first.Start));
        }
    }
}
