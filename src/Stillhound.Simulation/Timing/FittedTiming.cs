namespace Stillhound.Simulation.Timing;

/// <summary>
/// Constants fitted to real traffic. Source: llm_api_clients.csv (derived from ServeGen, 422 API clients in 10-minute
/// windows, Apache-2.0) and the Azure LLM inference traces of 2023 (CC-BY-4.0). A test fits them again from the files
/// and compares.
/// </summary>
internal static class FittedTiming
{
    /// <summary>
    /// Archetypes of the clients' hourly curves (mean 1), by k-means with six groups; each with its share of clients. Hours
    /// are those of the source's clock.
    /// </summary>
    public static readonly (double Share, double[] Curve)[] ClientCurves =
    [
        (0.050, [0.00, 0.00, 0.14, 0.78, 0.03, 0.00, 0.00, 0.00, 0.34, 0.00, 0.00, 0.01, 0.00, 0.00, 0.01, 0.01, 0.02, 0.18, 0.11, 0.12, 2.28, 4.84, 7.57, 7.57]),
        (0.007, [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 24.00, 0.00, 0.00, 0.00, 0.00]),
        (0.138, [0.18, 0.10, 0.04, 0.02, 0.02, 0.02, 0.01, 0.02, 0.19, 0.71, 0.78, 1.56, 2.15, 3.76, 3.71, 5.04, 2.13, 1.34, 0.94, 0.22, 0.13, 0.50, 0.22, 0.21]),
        (0.337, [0.41, 0.34, 0.20, 0.14, 0.14, 0.16, 0.15, 0.26, 0.40, 0.73, 1.01, 1.11, 0.91, 0.83, 1.15, 1.23, 1.84, 2.56, 2.62, 2.25, 2.21, 1.44, 1.19, 0.74]),
        (0.074, [0.47, 0.11, 0.06, 0.00, 0.13, 0.08, 0.04, 0.02, 0.74, 5.60, 5.73, 5.73, 1.51, 1.28, 0.42, 0.04, 0.20, 0.28, 0.33, 0.00, 0.16, 1.02, 0.00, 0.02]),
        (0.394, [1.68, 1.79, 1.85, 1.60, 1.25, 1.15, 0.99, 1.28, 0.99, 0.72, 0.80, 0.94, 0.83, 0.71, 0.69, 0.65, 0.70, 0.72, 0.71, 0.64, 0.79, 0.76, 0.85, 0.93]),
    ];

    /// <summary>Mean and deviation of the logarithm of the coefficient of variation of gaps (median_gap_cv above 0).</summary>
    public static readonly (double Mu, double Sigma) GapVariation = (0.289, 0.642);

    /// <summary>Deviation of the logarithm of the clients' mean rates (mean_requests_per_s): the tail over clients.</summary>
    public const double RateSigma = 2.551;

    /// <summary>Tokens read by code completions (AzureLLMInferenceTrace_code.csv, ContextTokens).</summary>
    public static readonly LogMixture CodeInput = new(0.305, 5.518, 1.307, 7.650, 0.724);

    /// <summary>Tokens written by code completions (AzureLLMInferenceTrace_code.csv, GeneratedTokens).</summary>
    public static readonly LogMixture CodeOutput = new(0.659, 2.365, 0.383, 3.605, 0.899);

    /// <summary>Tokens read by conversations (AzureLLMInferenceTrace_conv.csv, ContextTokens).</summary>
    public static readonly LogMixture ChatInput = new(0.014, 2.993, 0.697, 6.685, 0.888);

    /// <summary>Tokens written by conversations (AzureLLMInferenceTrace_conv.csv, GeneratedTokens).</summary>
    public static readonly LogMixture ChatOutput = new(0.722, 4.639, 0.708, 6.007, 0.05);
}
