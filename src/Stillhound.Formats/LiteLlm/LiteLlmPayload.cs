using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.LiteLlm;

/// <summary>The members of one payload, and what can only be decided once all of them were seen.</summary>
internal ref struct LiteLlmPayload
{
    private ReadOnlySpan<byte> _userId;
    private ReadOnlySpan<byte> _keyHash;
    private ReadOnlySpan<byte> _teamId;
    private ReadOnlySpan<byte> _endUser;
    private ReadOnlySpan<byte> _otherEndUser;
    private ReadOnlySpan<byte> _otherIp;
    private ReadOnlySpan<byte> _userAgent;
    private long _endTime;
    private bool _failed;
    private bool _succeeded;
    private int _errorCode;

    public void Read(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            var field = LiteLlmNames.TopLevel(name);
            if (field != NativeField.None && kind is not (JsonKind.Object or JsonKind.Array))
                outcome.Note(field, FieldValue.Set(ref exchange, field, kind, text, scratch));
            else if (kind == JsonKind.Object)
                ReadObject(ref json, name, ref exchange, ref outcome, scratch);
            else if (kind == JsonKind.Array)
                ReadArray(ref json, name, ref exchange, ref outcome, scratch);
            else
                ReadOther(name, kind, text, ref exchange, ref outcome, scratch);
        }
    }

    public readonly void Finish(ref Exchange exchange, ref FieldOutcome outcome)
    {
        Unredact(ref exchange.System, NativeField.System, ref outcome);
        Unredact(ref exchange.Prompt, NativeField.Prompt, ref outcome);
        Unredact(ref exchange.Response, NativeField.Response, ref outcome);
        exchange.Account = !_userId.IsEmpty && !_userId.SequenceEqual("default_user_id"u8) ? _userId
            : !_keyHash.IsEmpty ? _keyHash
            : !_teamId.IsEmpty ? _teamId
            : !_endUser.IsEmpty ? _endUser : _otherEndUser;
        exchange.ApiKey = _keyHash;
        exchange.EndUser = !_endUser.IsEmpty ? _endUser : _otherEndUser;
        if (exchange.Org.IsEmpty)
            exchange.Org = _teamId;
        if (exchange.Ip.IsEmpty)
            exchange.Ip = _otherIp;
        exchange.UserAgent = _userAgent;
        if (exchange.LatencyMs < 0 && _endTime > exchange.Time && exchange.Time > 0)
            exchange.LatencyMs = (int)Math.Min(int.MaxValue, _endTime - exchange.Time);
        if (_failed && exchange.FinishReason == FinishReason.Absent)
            exchange.FinishReason = FinishReason.Error;
        if (exchange.Status == 0)
            exchange.Status = _errorCode > 0 ? _errorCode : _failed ? 500 : _succeeded ? 200 : 0;
        Note(ref outcome, NativeField.Account, !exchange.Account.IsEmpty);
        Note(ref outcome, NativeField.ApiKey, !exchange.ApiKey.IsEmpty);
        Note(ref outcome, NativeField.EndUser, !exchange.EndUser.IsEmpty);
        Note(ref outcome, NativeField.Org, !exchange.Org.IsEmpty);
        Note(ref outcome, NativeField.Ip, !exchange.Ip.IsEmpty);
        Note(ref outcome, NativeField.UserAgent, !exchange.UserAgent.IsEmpty);
        Note(ref outcome, NativeField.LatencyMs, exchange.LatencyMs >= 0);
        Note(ref outcome, NativeField.FinishReason, exchange.FinishReason != FinishReason.Absent);
        Note(ref outcome, NativeField.Status, exchange.Status != 0);
    }

    // A proxy that keeps texts out of its logs writes this in their place. Read as text it would make every account that
    // uses the proxy send the same prompt.
    private static void Unredact(ref ReadOnlySpan<byte> text, NativeField field, ref FieldOutcome outcome)
    {
        if (!text.SequenceEqual("redacted-by-litellm"u8))
            return;
        text = default;
        outcome.Note(field, FieldRead.Absent);
    }

    private static void Note(ref FieldOutcome outcome, NativeField field, bool read) =>
        outcome.Note(field, read ? FieldRead.Read : FieldRead.Absent);

    private void ReadObject(ref JsonCursor json, scoped ReadOnlySpan<byte> name, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        if (name.SequenceEqual("metadata"u8))
            ReadMetadata(ref json, ref exchange, scratch);
        else if (name.SequenceEqual("model_parameters"u8))
            LiteLlmParameters.Read(ref json, ref exchange, ref outcome, scratch);
        else if (name.SequenceEqual("response"u8))
            LiteLlmResponse.Read(ref json, ref exchange, ref outcome, scratch);
        else if (name.SequenceEqual("messages"u8))
            ChatMessages.ReadWrapped(ref json, ref exchange, ref outcome, scratch);
        else if (name.SequenceEqual("error_information"u8))
            ReadError(ref json, scratch);
        else
            json.SkipRest(JsonKind.Object);
    }

    private void ReadArray(ref JsonCursor json, scoped ReadOnlySpan<byte> name, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        if (name.SequenceEqual("messages"u8))
            ChatMessages.Read(ref json, ref exchange, ref outcome, scratch);
        else if (name.SequenceEqual("request_tags"u8))
            ReadTags(ref json, scratch);
        else
            json.SkipRest(JsonKind.Array);
    }

    private void ReadOther(
        scoped ReadOnlySpan<byte> name, JsonKind kind, scoped in JsonText text, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        if (name.SequenceEqual("endTime"u8))
            _ = kind == JsonKind.Number ? InstantText.TryEpoch(text.Raw, out _endTime) : kind == JsonKind.String && InstantText.TryIso(scratch.Text(text), out _endTime);
        else if (kind != JsonKind.String)
            return;
        else if (name.SequenceEqual("end_user"u8))
            _endUser = scratch.Text(text);
        else if (name.SequenceEqual("messages"u8))
            outcome.Note(NativeField.Prompt, FieldValue.Set(ref exchange, NativeField.Prompt, kind, text, scratch));
        else if (name.SequenceEqual("response"u8))
            outcome.Note(NativeField.Response, FieldValue.Set(ref exchange, NativeField.Response, kind, text, scratch));
        else if (name.SequenceEqual("status"u8))
        {
            _failed = text.Raw.SequenceEqual("failure"u8);
            _succeeded = text.Raw.SequenceEqual("success"u8);
        }
    }

    private void ReadMetadata(ref JsonCursor json, ref Exchange exchange, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            if (kind != JsonKind.String)
                continue;
            if (name.SequenceEqual("user_api_key_user_id"u8))
                _userId = scratch.Text(text);
            else if (name.SequenceEqual("user_api_key_hash"u8))
                _keyHash = scratch.Text(text);
            else if (name.SequenceEqual("user_api_key_team_id"u8))
                _teamId = scratch.Text(text);
            else if (name.SequenceEqual("user_api_key_org_id"u8))
                exchange.Org = scratch.Text(text);
            else if (name.SequenceEqual("user_api_key_end_user_id"u8))
                _otherEndUser = scratch.Text(text);
            else if (name.SequenceEqual("requester_ip_address"u8))
                _otherIp = scratch.Text(text);
        }
    }

    // The proxy has no member for the user agent; it writes it as a tag.
    private void ReadTags(ref JsonCursor json, TextScratch scratch)
    {
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            if (kind != JsonKind.String)
                continue;
            var tag = scratch.Text(text);
            // It writes the bare product first and the whole agent after it; the last one says most.
            if (tag.StartsWith("User-Agent: "u8))
                _userAgent = tag["User-Agent: ".Length..];
        }
    }

    private void ReadError(ref JsonCursor json, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var isCode = scratch.Text(member).SequenceEqual("error_code"u8);
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            else if (isCode && kind is JsonKind.String or JsonKind.Number && NumberText.TryCount(text.Raw, out var code) && code is >= 100 and <= 599)
                _errorCode = code;
        }
    }
}
