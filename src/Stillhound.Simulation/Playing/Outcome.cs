using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Playing;

/// <summary>What came of a request: tokens, how the answer ended, how long it took.</summary>
internal static class Outcome
{
    public static void Write(ref Exchange exchange, ref Rng rng, Usage usage, double refusals)
    {
        var read = ((exchange.Prompt.Length + exchange.System.Length) / 4) + (40 * exchange.ToolCount) + 3;
        var carried = rng.Chance(usage.ContextShare) ? usage.Context.Draw(ref rng) : exchange.Turn > 1 ? 350 * (exchange.Turn - 1) : 0;
        exchange.InputTokens = read + carried;
        exchange.CachedTokens = carried > 1024 && rng.Chance(0.4) ? carried / 128 * 128 : 0;
        exchange.Status = 200;
        if (rng.Chance(0.006))
        {
            exchange.Status = rng.Pick([429, 429, 500, 503, 400]);
            exchange.FinishReason = FinishReason.Error;
            exchange.OutputTokens = 0;
            exchange.LatencyMs = rng.Between(20, 900);
            return;
        }

        var wrote = Math.Max(1, (int)(usage.Output.Draw(ref rng) * usage.OutputScale));
        exchange.ReasoningTokens = exchange.Reasoning.Length > 0 ? (int)(wrote * rng.Range(0.3, 2)) : 0;
        exchange.FinishReason = FinishReason.Stop;
        if (rng.Chance(refusals >= 0 ? refusals : usage.Refusals))
        {
            exchange.FinishReason = rng.Chance(0.85) ? FinishReason.Refusal : FinishReason.Filter;
            wrote = rng.Between(8, 90);
            exchange.ReasoningTokens /= 4;
        }
        else if (exchange.ToolCount > 0 && rng.Chance(usage.ToolCalls))
        {
            exchange.FinishReason = FinishReason.ToolUse;
            wrote = Math.Min(wrote, rng.Between(20, 300));
        }

        var most = exchange.MaxTokens > 0 ? exchange.MaxTokens : 32_000;
        if (wrote >= most)
        {
            wrote = most;
            exchange.FinishReason = FinishReason.Length;
        }

        exchange.OutputTokens = wrote;
        exchange.LatencyMs = 180 + (int)((wrote + exchange.ReasoningTokens) * rng.Range(8, 24)) + (exchange.InputTokens / 20);
    }
}
