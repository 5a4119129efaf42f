using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Clients;

/// <summary>The parameters a client sends. NaN, -1 and empty mean that it leaves them to the provider.</summary>
internal sealed record RequestShape(float Temperature, float TopP, int MaxTokens, int N, sbyte Logprobs, sbyte Stream, byte[] Reasoning)
{
    private static readonly byte[][] Efforts = ["low"u8.ToArray(), "medium"u8.ToArray(), "high"u8.ToArray()];

    /// <summary>A chat surface: nearly everything is left to the provider.</summary>
    public static RequestShape Chat { get; } = new(float.NaN, float.NaN, -1, -1, -1, 1, []);

    /// <summary>What a program was written with.</summary>
    public static RequestShape Draw(ref Rng rng)
    {
        float temperature = rng.Chance(0.75) ? rng.Pick<float>([0, 0, 0.1f, 0.2f, 0.3f, 0.5f, 0.7f, 0.7f, 0.8f, 1, 1]) : float.NaN;
        float topP = rng.Chance(0.35) ? rng.Pick<float>([0.9f, 0.95f, 1, 0.8f]) : float.NaN;
        var most = rng.Chance(0.8) ? rng.Pick([256, 512, 800, 1000, 1024, 1500, 2000, 2048, 3000, 4000, 4096, 4096, 8000, 8192, 8192, 16000, 16384, 32000]) : -1;
        var n = rng.Chance(0.08) ? rng.Between(1, 4) : rng.Chance(0.3) ? 1 : -1;
        var logprobs = (sbyte)(rng.Chance(0.05) ? 1 : rng.Chance(0.4) ? 0 : -1);
        var stream = (sbyte)(rng.Chance(0.5) ? 1 : rng.Chance(0.7) ? 0 : -1);
        return new RequestShape(temperature, topP, most, n, logprobs, stream, rng.Chance(0.3) ? rng.Pick(Efforts) : []);
    }
}
