using System.Text;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>Envoy's rate-limit service: <c>envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit</c>.</summary>
internal static class RateLimitEndpoints
{
    private const int MostDescriptors = 64;

    private static readonly byte[] Ok = [1 << 3, RateLimitReply.Ok];

    /// <summary>Maps it.</summary>
    public static void MapEnvoyRateLimit(this IEndpointRouteBuilder routes, Enforcer enforcer, RateLimitOptions options)
    {
        var tokens = Encoding.UTF8.GetBytes(options.TokensEntry);
        routes.MapUnary(
            "/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit",
            (message, _, _) => ValueTask.FromResult(Answer(enforcer, options, tokens, message)),
            new UnaryOptions
            {
                MostBytes = enforcer.Bounds.MostBytes,
                ArrivesWithin = enforcer.Bounds.Deadline,
                Time = enforcer.Time,
                Admit = request => AuthorizationEndpoints.IsAdmitted(enforcer, options.Keys, request),
                WhenLate = () => Allow(enforcer, new Verdict(Outcome.Late, null)),
                WhenFailed = error => Allow(enforcer, enforcer.Fail(error)),
            });
    }

    private static GrpcReply Allow(Enforcer enforcer, in Verdict verdict)
    {
        enforcer.End(enforcer.Begin(), verdict);
        return GrpcReply.Ok(Ok);
    }

    private static GrpcReply Answer(Enforcer enforcer, RateLimitOptions options, byte[] tokensEntry, ReadOnlyMemory<byte> message)
    {
        var begun = enforcer.Begin();
        if (!TryHits(message.Span, out var hits, out var descriptors) || descriptors > MostDescriptors)
        {
            enforcer.Counts.Count(Outcome.Unreadable, default);
            return GrpcReply.Failed(GrpcStatus.InvalidArgument, descriptors > MostDescriptors ? "too many descriptors" : "the message is no RateLimitRequest");
        }

        var reply = new RateLimitReply();
        var fields = new ProtoReader(message.Span);
        while (fields.Next())
        {
            if (fields.Field == 2 && fields.IsBytes)
                reply.Add(RateLimitDescriptor.Judge(enforcer, begun, options, tokensEntry, fields.Bytes, hits));
        }

        enforcer.End(begun, reply.Worst);
        return GrpcReply.Ok(reply.ToMemory());
    }

    // Reads all of it first, so that a message that turns out broken has counted nothing.
    private static bool TryHits(ReadOnlySpan<byte> message, out long hits, out int descriptors)
    {
        (hits, descriptors) = (0, 0);
        var fields = new ProtoReader(message);
        while (fields.Next())
        {
            if (fields.Field == 3)
                hits = (uint)fields.Number;
            if (fields.Field != 2)
                continue;
            descriptors++;
            var parts = new ProtoReader(fields.Bytes);
            while (parts.Next())
            {
            }

            if (parts.IsBroken || !fields.IsBytes)
                return false;
        }

        return !fields.IsBroken;
    }
}
