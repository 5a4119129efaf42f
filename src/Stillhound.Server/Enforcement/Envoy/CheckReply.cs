using System.Globalization;
using System.Text;
using Stillhound.Server.Decisions;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>
/// Writes an <c>envoy.service.auth.v3.CheckResponse</c>. Headers of ours that the client sent are removed whenever they are not set,
/// so that what is behind the gateway can trust them.
/// </summary>
internal sealed class CheckReply(AuthorizationOptions options)
{
    private const int Overwrite = 2; // HeaderValueOption.append_action OVERWRITE_IF_EXISTS_OR_ADD

    private readonly byte[] _allowed = Write(options, new Verdict(Outcome.Allowed, null));
    private readonly Told<byte[]> _told = new(verdict => Write(options, verdict));

    /// <summary>The encoded message.</summary>
    public ReadOnlyMemory<byte> Of(in Verdict verdict) => verdict.Decision is null ? _allowed : _told.Of(verdict);

    private static byte[] Write(AuthorizationOptions options, in Verdict verdict)
    {
        var reply = new ProtoWriter(512);
        var status = reply.Begin(1);
        reply.Number(1, verdict.Status switch { 200 => 0, 401 => (ulong)GrpcStatus.Unauthenticated, 429 => (ulong)GrpcStatus.ResourceExhausted, _ => (ulong)GrpcStatus.PermissionDenied });
        reply.End(status);
        if (verdict.Allows)
            WriteOk(ref reply, verdict);
        else
            WriteDenied(ref reply, verdict);
        if (verdict.Decision is { } decision)
            WriteMetadata(ref reply, verdict, decision, options);
        return reply.ToMemory().ToArray();
    }

    private static void WriteOk(ref ProtoWriter reply, in Verdict verdict)
    {
        var ok = reply.Begin(3);
        var headers = GatewayHeaders.Of(verdict);
        for (var i = 0; i < headers.Count; i++)
            WriteHeader(ref reply, headers[i].Name, headers[i].Value);
        foreach (var name in GatewayHeaders.All)
        {
            if (!headers.Has(name))
                reply.Text(5, name);
        }

        reply.End(ok);
    }

    private static void WriteDenied(ref ProtoWriter reply, in Verdict verdict)
    {
        var denied = reply.Begin(2);
        var code = reply.Begin(1);
        reply.Number(1, (ulong)verdict.Status);
        reply.End(code);
        var headers = GatewayHeaders.Of(verdict);
        for (var i = 0; i < headers.Count; i++)
            WriteHeader(ref reply, headers[i].Name, headers[i].Value);
        WriteHeader(ref reply, "content-type", "application/json");
        if (verdict.RetryAfterSeconds is > 0 and var wait)
            WriteHeader(ref reply, "retry-after", wait.ToString(CultureInfo.InvariantCulture));
        reply.Bytes(3, RefusalBody.Of(verdict).Span);
        reply.End(denied);
    }

    private static void WriteHeader(ref ProtoWriter reply, string name, string value)
    {
        var option = reply.Begin(2);
        var header = reply.Begin(1);
        reply.Text(1, name);
        reply.Text(2, value);
        reply.End(header);
        reply.Number(3, Overwrite);
        reply.End(option);
    }

    private static void WriteMetadata(ref ProtoWriter reply, in Verdict verdict, Decision decision, AuthorizationOptions options)
    {
        var all = reply.Begin(4);
        WriteText(ref reply, verdict.InForce is null ? "would" : "action", ActionNames.Of(decision.Action));
        WriteText(ref reply, "decision", decision.Id);
        WriteText(ref reply, "reason", decision.Reason);
        if (verdict.InForce is { Action: DecisionAction.CapTokens })
        {
            var unit = options.BudgetUnit;
            var tokens = Math.Min(uint.MaxValue, decision.TokensPerDay / unit.PerDay());
            WriteText(ref reply, options.LimitKey, string.Create(CultureInfo.InvariantCulture, $"{tokens}/{unit.Name()}"));
            var entry = BeginEntry(ref reply, options.BudgetKey);
            var value = reply.Begin(5);
            var count = BeginEntry(ref reply, "requests_per_unit");
            reply.Real(2, tokens);
            EndEntry(ref reply, count);
            WriteText(ref reply, "unit", unit.Name());
            reply.End(value);
            EndEntry(ref reply, entry);
        }

        reply.End(all);
    }

    private static void WriteText(ref ProtoWriter reply, string key, string text)
    {
        var entry = BeginEntry(ref reply, key);
        reply.Text(3, text);
        EndEntry(ref reply, entry);
    }

    private static (int Entry, int Value) BeginEntry(ref ProtoWriter reply, string key)
    {
        var entry = reply.Begin(1);
        reply.Text(1, key);
        return (entry, reply.Begin(2));
    }

    private static void EndEntry(ref ProtoWriter reply, (int Entry, int Value) begun)
    {
        reply.End(begun.Value);
        reply.End(begun.Entry);
    }
}
