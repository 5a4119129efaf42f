using Microsoft.AspNetCore.Http;

namespace Stillhound.Server.Grpc;

/// <summary>Bounds of a unary method.</summary>
internal sealed record UnaryOptions
{
    /// <summary>Most bytes of a message, compressed or not; more answers <see cref="GrpcStatus.ResourceExhausted"/>. Default 4 MB.</summary>
    public int MostBytes { get; init; } = 4 << 20;

    /// <summary>How long the message may take to arrive. Default 10 seconds.</summary>
    public TimeSpan ArrivesWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the caller is let in; asked before anything is read. Null lets everybody in.</summary>
    public Func<HttpContext, bool>? Admit { get; init; }

    /// <summary>What is answered when the message does not arrive in time; null answers <see cref="GrpcStatus.DeadlineExceeded"/>.</summary>
    public Func<GrpcReply>? WhenLate { get; init; }

    /// <summary>What is answered when the handler fails, after which the error is logged; null answers <see cref="GrpcStatus.Internal"/>.</summary>
    public Func<Exception, GrpcReply>? WhenFailed { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
