using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// Hands the first rejects on to the sink. Workers ask whether more are wanted, so that an input in which everything is
/// bad costs no excerpts once there are enough; the caller's thread decides which are taken, in the order of delivery.
/// </summary>
internal sealed class RejectSamples(IRejectSink? sink, int limit)
{
    private int _taken;

    /// <summary>How many rejects of one chunk a worker should keep.</summary>
    public int Wanted => sink is null ? 0 : limit - Volatile.Read(ref _taken);

    public void Take(Reject reject)
    {
        if (sink is null || _taken >= limit)
            return;
        Volatile.Write(ref _taken, _taken + 1);
        sink.Accept(reject);
    }
}
