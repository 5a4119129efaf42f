using Stillhound.Core.Exchanges;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.LiteLlm;

internal sealed class LiteLlmReader : IRecordReader
{
    public FieldOutcome Outcome => default;

    public int FailedAt => 0;

    public RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange) => RejectReason.MissingTime;
}
