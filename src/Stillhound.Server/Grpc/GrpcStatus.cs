namespace Stillhound.Server.Grpc;

/// <summary>Status codes of gRPC, those that are used here.</summary>
internal enum GrpcStatus
{
    /// <summary>Success.</summary>
    Ok = 0,

    /// <summary>The message cannot be read.</summary>
    InvalidArgument = 3,

    /// <summary>The caller's or the server's time ran out.</summary>
    DeadlineExceeded = 4,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A bound is exceeded: the size of a message, or a full queue.</summary>
    ResourceExhausted = 8,

    /// <summary>No such method, or an encoding that is not known.</summary>
    Unimplemented = 12,

    /// <summary>The call breaks the protocol, or the server failed.</summary>
    Internal = 13,

    /// <summary>Not now; it may be tried again.</summary>
    Unavailable = 14,

    /// <summary>No token, or a wrong one.</summary>
    Unauthenticated = 16,
}
