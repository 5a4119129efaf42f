using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>What a harvesting client sends: long answers wanted, one client, addresses that change.</summary>
internal static class HarvestRequest
{
    public static Request Of(World world, string account, long time, string? endUser, string system, string prompt)
    {
        var random = world.Random;
        return new Request
        {
            Time = time,
            Account = account,
            EndUser = endUser,
            Turn = 1,
            System = system,
            Prompt = prompt,
            MaxTokens = 4096,
            Temperature = 0.7f,
            Model = "model-large",
            InputTokens = 120,
            OutputTokens = (int)(1500 * Math.Exp(0.3 * world.Normal())),
            FinishReason = FinishReason.Stop,
            Ip = $"172.{random.Next(16, 32)}.{random.Next(250)}.{random.Next(250)}",
            Asn = (uint)(64_600 + random.Next(5)),
            Country = "US",
            UserAgent = "python-client/1.4.2",
        };
    }
}
