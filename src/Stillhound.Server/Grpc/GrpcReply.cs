namespace Stillhound.Server.Grpc;

/// <summary>What a unary call answers: a message, or a status and why.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">The encoded message; used only when the status is <see cref="GrpcStatus.Ok"/>.</param>
/// <param name="Text">Why it failed, for people; null on success. Never text that the caller wrote.</param>
/// <param name="Details">An encoded <c>google.rpc.Status</c>, sent as <c>grpc-status-details-bin</c>; empty without details.</param>
internal readonly record struct GrpcReply(GrpcStatus Status, ReadOnlyMemory<byte> Message, string? Text = null, ReadOnlyMemory<byte> Details = default)
{
    /// <summary>Success with a message.</summary>
    public static GrpcReply Ok(ReadOnlyMemory<byte> message) => new(GrpcStatus.Ok, message);

    /// <summary>Failure.</summary>
    public static GrpcReply Failed(GrpcStatus status, string text) => new(status, default, text);

    /// <summary>
    /// Failure that asks to be tried again after a while: carries <c>google.rpc.RetryInfo</c>, as the OpenTelemetry protocol expects of
    /// receivers that are full.
    /// </summary>
    public static GrpcReply TryLater(TimeSpan wait, string text)
    {
        var details = new ProtoWriter(64);
        details.Number(1, (ulong)GrpcStatus.Unavailable);
        details.Text(2, text);
        var any = details.Begin(3);
        details.Text(1, "type.googleapis.com/google.rpc.RetryInfo");
        var value = details.Begin(2);
        var delay = details.Begin(1);
        details.Number(1, (ulong)Math.Max(0, (long)wait.TotalSeconds));
        details.Number(2, (ulong)(Math.Max(0, wait.Ticks % TimeSpan.TicksPerSecond) * 100));
        details.End(delay);
        details.End(value);
        details.End(any);
        return new(GrpcStatus.Unavailable, default, text, details.ToMemory());
    }
}
