using System.Globalization;
using Stillhound.Server.Decisions;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>Writes an <c>envoy.service.ratelimit.v3.RateLimitResponse</c>: one status for each descriptor, in order, and the worst of them for all.</summary>
internal ref struct RateLimitReply
{
    /// <summary>Under the limit.</summary>
    public const int Ok = 1;

    private const int OverLimit = 2;
    private const int Minute = 2;
    private const int Day = 4;

    private ProtoWriter _reply;
    private RateLimitDescriptor _worst;

    /// <summary>Begins a reply.</summary>
    public RateLimitReply()
    {
        _reply = new ProtoWriter(256);
        _worst = new(new Verdict(Outcome.Unnamed, null), default);
    }

    /// <summary>The verdict that decides.</summary>
    public readonly Verdict Worst => _worst.Verdict;

    /// <summary>Adds the status of the next descriptor.</summary>
    public void Add(in RateLimitDescriptor descriptor)
    {
        var status = _reply.Begin(2);
        _reply.Number(1, descriptor.Verdict.Allows ? (ulong)Ok : OverLimit);
        if (descriptor.Verdict.InForce is { } decision && LimitOf(decision) is { } limit)
        {
            var current = _reply.Begin(2);
            _reply.Number(1, limit.Most);
            _reply.Number(2, limit.Unit);
            _reply.Text(3, ActionNames.Of(decision.Action));
            _reply.End(current);
            _reply.Number(3, (ulong)Math.Clamp(descriptor.Count.Remaining, 0, uint.MaxValue));
            var reset = _reply.Begin(4);
            _reply.Number(1, (ulong)Math.Max(0, (long)Math.Ceiling(descriptor.Count.Reset.TotalSeconds)));
            _reply.End(reset);
        }

        _reply.End(status);
        if (Rank(descriptor.Verdict) > Rank(_worst.Verdict))
            _worst = descriptor;
    }

    /// <summary>Ends the reply.</summary>
    public ReadOnlyMemory<byte> ToMemory()
    {
        var verdict = _worst.Verdict;
        _reply.Number(1, verdict.Allows ? (ulong)Ok : OverLimit);
        var headers = GatewayHeaders.Of(verdict);
        for (var i = 0; i < headers.Count; i++)
            WriteHeader(verdict.Allows ? 4 : 3, headers[i].Name, headers[i].Value); // onward when served, back to the client when not
        if (verdict.RetryAfterSeconds is > 0 and var wait)
            WriteHeader(3, "retry-after", wait.ToString(CultureInfo.InvariantCulture));
        if (!verdict.Allows)
        {
            WriteHeader(3, "content-type", "application/json");
            _reply.Bytes(5, RefusalBody.Of(verdict).Span);
        }

        return _reply.ToMemory();
    }

    private void WriteHeader(int field, string name, string value)
    {
        var header = _reply.Begin(field);
        _reply.Text(1, name);
        _reply.Text(2, value);
        _reply.End(header);
    }

    private static int Rank(in Verdict verdict) => verdict.Outcome switch
    {
        Outcome.Refused or Outcome.Limited => 4,
        Outcome.Failed or Outcome.Late => 3,
        Outcome.Marked => 2,
        Outcome.Would or Outcome.Allowed => 1,
        _ => 0,
    };

    private static (uint Most, uint Unit)? LimitOf(Decision decision) => decision.Action switch
    {
        DecisionAction.CapTokens => ((uint)Math.Clamp(decision.TokensPerDay, 0, uint.MaxValue), Day),
        DecisionAction.Slow => ((uint)Math.Max(0, decision.RequestsPerMinute), Minute),
        DecisionAction.SuspendKey or DecisionAction.SuspendAccount => (0, Day),
        _ => null,
    };
}
