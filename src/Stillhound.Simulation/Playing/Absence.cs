using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Playing;

/// <summary>Leaves out the optional fields that a record lacks, honest or not by the same law.</summary>
internal static class Absence
{
    public static void Apply(ref Exchange exchange, ref Rng rng, RecordField absent, double drop)
    {
        if (rng.Chance(drop))
            absent |= (RecordField)(1 << rng.Below(25)) | (RecordField)(1 << rng.Below(25));
        if (absent == RecordField.None)
            return;
        if (absent.HasFlag(RecordField.Id))
            exchange.Id = default;
        if (absent.HasFlag(RecordField.Org))
            exchange.Org = default;
        if (absent.HasFlag(RecordField.ApiKey))
            exchange.ApiKey = default;
        if (absent.HasFlag(RecordField.EndUser))
            exchange.EndUser = default;
        if (absent.HasFlag(RecordField.Conversation))
            exchange.Conversation = default;
        if (absent.HasFlag(RecordField.Turn))
            exchange.Turn = 0;
        if (absent.HasFlag(RecordField.System))
            exchange.System = default;
        if (absent.HasFlag(RecordField.Tools))
            (exchange.ToolsKey, exchange.ToolCount) = (0, 0);
        if (absent.HasFlag(RecordField.Model))
            exchange.Model = default;
        if (absent.HasFlag(RecordField.Finish))
            exchange.FinishReason = FinishReason.Absent;
        if (absent.HasFlag(RecordField.Status))
            exchange.Status = 0;
        if (absent.HasFlag(RecordField.Latency))
            exchange.LatencyMs = -1;
        Parameters(ref exchange, absent);
        Client(ref exchange, absent);
    }

    private static void Parameters(ref Exchange exchange, RecordField absent)
    {
        if (absent.HasFlag(RecordField.Temperature))
            exchange.Temperature = float.NaN;
        if (absent.HasFlag(RecordField.TopP))
            exchange.TopP = float.NaN;
        if (absent.HasFlag(RecordField.MaxTokens))
            exchange.MaxTokens = -1;
        if (absent.HasFlag(RecordField.OtherParams))
        {
            (exchange.N, exchange.Logprobs, exchange.Stream) = (-1, -1, -1);
            exchange.Reasoning = default;
        }

        if (absent.HasFlag(RecordField.InputTokens))
            exchange.InputTokens = -1;
        if (absent.HasFlag(RecordField.OutputTokens))
            exchange.OutputTokens = -1;
        if (absent.HasFlag(RecordField.OtherTokens))
            (exchange.ReasoningTokens, exchange.CachedTokens) = (-1, -1);
    }

    private static void Client(ref Exchange exchange, RecordField absent)
    {
        if (absent.HasFlag(RecordField.Ip))
            exchange.Ip = default;
        if (absent.HasFlag(RecordField.Asn))
            exchange.Asn = 0;
        if (absent.HasFlag(RecordField.Country))
            exchange.Country = 0;
        if (absent.HasFlag(RecordField.UserAgent))
            exchange.UserAgent = default;
        if (absent.HasFlag(RecordField.Ja4))
            exchange.Ja4 = default;
        if (absent.HasFlag(RecordField.RoundTrips))
            (exchange.RttTcpMs, exchange.RttTlsMs) = (-1, -1);
    }
}
