using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Journal;

/// <summary>
/// What a retry of a record has in common with the first copy. Its time is part of it: who chooses the identifiers of his own
/// records could otherwise use one for all of them, and all but the first would pass for retries.
/// </summary>
internal static class RecordIdentity
{
    /// <summary>The identity of a record; 0 where it has no identifier, so that nothing can be told of it.</summary>
    public static ulong Of(in Exchange exchange) =>
        exchange.Id.IsEmpty ? 0 : Hash64.Combine(Hash64.Combine(Hash64.Of(exchange.Account), Hash64.Of(exchange.Id)), (ulong)exchange.Time);
}
