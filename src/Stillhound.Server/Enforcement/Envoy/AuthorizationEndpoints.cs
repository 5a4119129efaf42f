using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Decisions;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>Envoy's external authorization over gRPC: <c>envoy.service.auth.v3.Authorization/Check</c>.</summary>
internal static class AuthorizationEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapEnvoyAuthorization(this IEndpointRouteBuilder routes, Enforcer enforcer, AuthorizationOptions options)
    {
        var reply = new CheckReply(options);
        routes.MapUnary(
            "/envoy.service.auth.v3.Authorization/Check",
            (message, _, _) => ValueTask.FromResult(Check(enforcer, options, reply, message)),
            new UnaryOptions
            {
                MostBytes = enforcer.Bounds.MostBytes,
                ArrivesWithin = enforcer.Bounds.Deadline,
                Time = enforcer.Time,
                Admit = request => IsAdmitted(enforcer, options.Keys, request),
                WhenLate = () => GrpcReply.Ok(reply.Of(enforcer.End(enforcer.Begin(), new Verdict(Outcome.Late, null)))),
                WhenFailed = error => GrpcReply.Ok(reply.Of(enforcer.End(enforcer.Begin(), enforcer.Fail(error)))),
            });
    }

    /// <summary>Whether the caller's key is known; counted when it is not.</summary>
    public static bool IsAdmitted(Enforcer enforcer, AccessKeys keys, HttpContext context)
    {
        if (keys.NameOf(context.Request) is not null)
            return true;
        enforcer.Counts.Count(Outcome.Unauthorized, default);
        return false;
    }

    private static GrpcReply Check(Enforcer enforcer, AuthorizationOptions options, CheckReply reply, ReadOnlyMemory<byte> message)
    {
        var begun = enforcer.Begin();
        if (!CheckAttributes.TryRead(message.Span, out var attributes))
        {
            enforcer.Counts.Count(Outcome.Unreadable, default);
            return GrpcReply.Failed(GrpcStatus.InvalidArgument, "the message is no CheckRequest");
        }

        var verdict = enforcer.AskAny(begun, attributes.Account(options.Account));
        if (verdict.InForce is { Action: DecisionAction.Restrict } && RestrictedFeatures.AreUsed(attributes.Path, attributes.Body))
            verdict = verdict with { Outcome = Outcome.Refused };
        return GrpcReply.Ok(reply.Of(enforcer.End(begun, verdict)));
    }
}
