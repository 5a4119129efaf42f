using System.IO.Pipelines;

namespace Stillhound.Server.Grpc;

/// <summary>Reads from a request's body until a deadline, without a timer where bytes are there already.</summary>
/// <param name="body">The body.</param>
/// <param name="within">From now on.</param>
/// <param name="time">The clock.</param>
internal readonly struct BoundedRead(PipeReader body, TimeSpan within, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The next bytes; null when the deadline passed. What it gives has to be advanced over.</summary>
    /// <exception cref="IOException">The caller left, or its body is no body.</exception>
    public async ValueTask<ReadResult?> NextAsync()
    {
        while (true)
        {
            var result = await WaitAsync();
            if (!result.IsCanceled)
                return result;
            // Only now may it be read again. A timer of an earlier request on the same connection may have ended this read as well,
            // so the clock decides whether it is late.
            body.AdvanceTo(result.Buffer.Start);
            if (time.GetElapsedTime(_began) >= within)
                return null;
        }
    }

    private async ValueTask<ReadResult> WaitAsync()
    {
        var pending = body.ReadAsync();
        if (pending.IsCompleted)
            return await pending;
        var rest = within - time.GetElapsedTime(_began);
        using var timer = time.CreateTimer(static reader => ((PipeReader)reader!).CancelPendingRead(), body, rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return await pending;
    }
}
