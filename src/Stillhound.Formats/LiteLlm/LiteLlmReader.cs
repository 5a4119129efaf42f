using System.Text.Unicode;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.LiteLlm;

/// <summary>
/// Reads LiteLLM's <c>StandardLoggingPayload</c>, as its generic callback posts it and its file loggers write it.
/// </summary>
/// <remarks>
/// The account is the first of these that is there: <c>metadata.user_api_key_user_id</c>, the owner of the key;
/// <c>metadata.user_api_key_hash</c>, the key itself; <c>metadata.user_api_key_team_id</c>; <c>end_user</c>. The owner
/// comes first because a campaign that spreads over the keys of one owner is one account to the provider. A proxy's
/// default owner (<c>default_user_id</c>) owns every key made by its master key, so it names nobody and is passed over.
/// </remarks>
internal sealed class LiteLlmReader : IRecordReader
{
    private readonly TextScratch _scratch = new();
    private FieldOutcome _outcome;

    public FieldOutcome Outcome => _outcome;

    public int FailedAt { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange)
    {
        exchange.Clear();
        _outcome = default;
        FailedAt = 0;
        // Texts are joined from parts, which takes a line break a part more than they are long.
        _scratch.Reset(record.Length * 2);
        if (!Utf8.IsValid(record))
            return RejectReason.InvalidUtf8;
        var json = new JsonCursor(record);
        var kind = json.ReadValue(out _);
        var payload = default(LiteLlmPayload);
        if (kind == JsonKind.Object)
            payload.Read(ref json, ref exchange, ref _outcome, _scratch);
        else if (kind == JsonKind.Array)
            json.SkipRest(kind);
        if (json.Failed || !json.AtEnd())
        {
            FailedAt = json.Position;
            return RejectReason.NotJson;
        }

        if (kind != JsonKind.Object)
            return RejectReason.NotAnObject;
        payload.Finish(ref exchange, ref _outcome);
        return Required.Check(_outcome);
    }
}
