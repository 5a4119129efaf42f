using Stillhound.Core.Exchanges;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <content>Saving the engine and restoring it.</content>
public sealed partial class DetectionEngine : IKept
{
    /// <summary>
    /// Writes everything that what comes later can depend on, between two calls of <see cref="Accept"/>. Options and callbacks are not
    /// in it.
    /// </summary>
    /// <param name="stream">Where it is written, from its place on. It need not be able to seek; it is neither flushed nor closed.</param>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var state = new StateWriter(stream);
        KeepAll(state);
        state.Finish();
    }

    /// <summary>
    /// An engine as it was when it was saved: fed the same from there on, it gives byte for byte the findings of one that was never
    /// saved.
    /// </summary>
    /// <param name="stream">What was written, from the stream's place to its end. It must be able to seek.</param>
    /// <param name="options">How the engine works from now on; other options than before take effect from now on.</param>
    /// <exception cref="StateException">It is no saved state, of another version, cut off or altered.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek, or an option is out of range.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static DetectionEngine Restore(Stream stream, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("a state is restored from a stream that can seek", nameof(stream));
        var engine = new DetectionEngine(options);
        var state = new StateReader(stream);
        engine.KeepAll(state);
        state.Finish();
        return engine;
    }

    /// <inheritdoc/>
    void IKept.Keep(StateStream state)
    {
        state.Part(_events);
        _nextSweep = state.Value(_nextSweep);
        _lastSearch = state.Value(_lastSearch);
        _searched = state.Value(_searched);
        _exchangesAtSearch = state.Value(_exchangesAtSearch);
        _lastFullSearch = state.Value(_lastFullSearch);
        _exchangesAtFullSearch = state.Value(_exchangesAtFullSearch);
        _released = state.Value(_released);
        _exchanges = state.Value(_exchanges);
        _late = state.Value(_late);
        _newestModel = state.Value(_newestModel);
        _sweep = state.Value(_sweep);
        KeepLabels(state);
    }

    /// <summary>The parts, each after those that it refers to.</summary>
    private void KeepAll(StateStream state)
    {
        state.Section("accounts", _accounts);
        state.Section("links", _links);
        state.Section("waiting", _waiting);
        state.Section("reaction", _reaction);
        state.Section("lessons", _lessons);
        state.Section("mixtures", _mixtures);
        state.Section("campaigns", _book);
        state.Section("searches", _searcher);
        state.Section("attacher", _attacher);
        state.Section("early", _early);
        state.Section("activity", _activity);
        state.Section("coverage", _coverage);
        state.Section("engine", this);
    }

    /// <summary>Labels are bits by their place among the lists, and lists may be others from one run to the next.</summary>
    private void KeepLabels(StateStream state)
    {
        List<ContextLabel> labels = state.Reads ? [] : [.. _options.ContextLabels];
        state.List(labels, static (state, label) => new ContextLabel(state.Text(label?.List) ?? "", state.Value(label?.Kind ?? default)));
        var move = new LabelMove(labels, _options.ContextLabels);
        if (move.IsNone)
            return;
        for (var account = 0; account < _accounts.Count; account++)
            _accounts[account].ContextLabels = move.Of(_accounts[account].ContextLabels);
        _waiting.Relabel(move);
    }
}
