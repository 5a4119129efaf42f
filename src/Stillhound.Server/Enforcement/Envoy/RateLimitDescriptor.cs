using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement.Accounts;
using Stillhound.Server.Enforcement.Limits;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>One descriptor of a rate-limit request, judged. Field numbers are those of <c>envoy/extensions/common/ratelimit/v3/ratelimit.proto</c>.</summary>
/// <param name="Verdict">What happens.</param>
/// <param name="Count">What the limit's window says; default without a limit.</param>
internal readonly record struct RateLimitDescriptor(Verdict Verdict, WindowCount Count)
{
    /// <summary>Judges a descriptor.</summary>
    /// <param name="enforcer">Who is asked.</param>
    /// <param name="begun">When the request arrived.</param>
    /// <param name="options">Which entries say what.</param>
    /// <param name="tokensEntry">Key of the entry that marks tokens.</param>
    /// <param name="descriptor">The encoded descriptor.</param>
    /// <param name="requestHits">Hits of the whole request; 0 when not given.</param>
    public static RateLimitDescriptor Judge(Enforcer enforcer, long begun, RateLimitOptions options, ReadOnlySpan<byte> tokensEntry, ReadOnlySpan<byte> descriptor, long requestHits)
    {
        try
        {
            var account = AccountOf(descriptor, options.Account);
            var found = enforcer.Find(begun, account);
            if (found.Outcome != Outcome.Marked)
                return new(found, default);
            var hits = HitsOf(descriptor) ?? (requestHits == 0 ? 1 : requestHits);
            return CarryOut(enforcer, found.Decision!, account, hits, !EntryOf(descriptor, tokensEntry).IsEmpty);
        }
        catch (Exception e)
        {
            return new(enforcer.Fail(e), default);
        }
    }

    private static RateLimitDescriptor CarryOut(Enforcer enforcer, Decision decision, ReadOnlySpan<byte> account, long hits, bool areTokens)
    {
        switch (decision.Action)
        {
            case DecisionAction.SuspendKey or DecisionAction.SuspendAccount:
                return new(new Verdict(Outcome.Limited, decision), default);
            case DecisionAction.CapTokens:
                return Limited(decision, enforcer.AddTokens(account, decision, hits));
            case DecisionAction.Slow when !areTokens:
                return Limited(decision, enforcer.AddRequests(account, decision, Math.Min(1, hits)));
            default:
                return new(new Verdict(Outcome.Marked, decision), default);
        }
    }

    private static RateLimitDescriptor Limited(Decision decision, WindowCount count) =>
        new(count.IsOver ? new Verdict(Outcome.Limited, decision, count.Reset) : new Verdict(Outcome.Marked, decision), count);

    private static ReadOnlySpan<byte> AccountOf(ReadOnlySpan<byte> descriptor, IReadOnlyList<AccountSource> sources)
    {
        foreach (var source in sources)
        {
            var name = EntryOf(descriptor, source.NameBytes);
            if (!name.IsEmpty)
                return name;
        }

        return default;
    }

    private static ReadOnlySpan<byte> EntryOf(ReadOnlySpan<byte> descriptor, ReadOnlySpan<byte> key)
    {
        var entries = new ProtoReader(descriptor);
        while (entries.Next())
        {
            if (entries.Field != 1 || !entries.IsBytes)
                continue;
            ReadOnlySpan<byte> name = default, value = default;
            var fields = new ProtoReader(entries.Bytes);
            while (fields.Next())
            {
                if (fields.Field == 1)
                    name = fields.Bytes;
                if (fields.Field == 2)
                    value = fields.Bytes;
            }

            if (name.SequenceEqual(key))
                return value;
        }

        return default;
    }

    // A descriptor's own hits are a message that holds the number, so that 0 can be told from nothing.
    private static long? HitsOf(ReadOnlySpan<byte> descriptor)
    {
        var fields = new ProtoReader(descriptor);
        long? hits = null;
        while (fields.Next())
        {
            if (fields.Field != 3 || !fields.IsBytes)
                continue;
            hits = 0;
            var number = new ProtoReader(fields.Bytes);
            while (number.Next())
                hits = (long)Math.Min(number.Number, long.MaxValue);
        }

        return hits;
    }
}
