using Stillhound.Core.Exchanges;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>What the provider did and no sweep has taken yet, by time; of equal times what was told first comes first.</summary>
internal sealed class EventQueue : IKept
{
    private readonly PriorityQueue<ProviderEvent, (long Ticks, long Told)> _waiting = new();
    private long _told;

    /// <summary>Adds an event, wherever its time belongs.</summary>
    public void Add(ProviderEvent e) => _waiting.Enqueue(e, (e.Time.UtcTicks, _told++));

    /// <summary>What waits, in the order in which it will be taken.</summary>
    public IEnumerable<ProviderEvent> Waiting => _waiting.UnorderedItems.OrderBy(static w => w.Priority).Select(static w => w.Element);

    /// <summary>Takes the next event that is not after a time; null when there is none.</summary>
    public ProviderEvent? Take(long nowMs) =>
        _waiting.TryPeek(out var next, out _) && next.Time.ToUnixTimeMilliseconds() <= nowMs ? _waiting.Dequeue() : null;

    /// <summary>Drops what waits about an account.</summary>
    /// <param name="account">Hash of its name.</param>
    public void Forget(ulong account)
    {
        var kept = _waiting.UnorderedItems.Where(w => w.Element.Account is not { } name || Hash64.Of(System.Text.Encoding.UTF8.GetBytes(name)) != account).ToList();
        _waiting.Clear();
        _waiting.EnqueueRange(kept);
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        _told = state.Value(_told);
        List<Told> told = [.. _waiting.UnorderedItems.OrderBy(static w => w.Priority).Select(static w => new Told(w.Element, w.Priority.Told))];
        state.List(told, Told.Keep);
        if (!state.Reads)
            return;
        foreach (var (e, number) in told)
            _waiting.Enqueue(e, (e.Time.UtcTicks, number));
    }

    private sealed record Told(ProviderEvent Event, long Number)
    {
        public static Told Keep(StateStream state, Told? told)
        {
            var e = told?.Event;
            var kept = new ProviderEvent(TimeOf(state, e?.Time) ?? default, state.Value(e?.Type ?? default))
            {
                Account = state.Text(e?.Account),
                Org = state.Text(e?.Org),
                Model = state.Text(e?.Model),
                Campaign = state.Text(e?.Campaign),
                Kind = state.Text(e?.Kind),
                Until = TimeOf(state, e?.Until),
            };
            return new Told(kept, state.Value(told?.Number ?? 0));
        }

        private static DateTimeOffset? TimeOf(StateStream state, DateTimeOffset? time) =>
            state.Value(time is not null) ? new DateTimeOffset(state.Value(time?.Ticks ?? 0), new TimeSpan(state.Value(time?.Offset.Ticks ?? 0))) : null;
    }
}
