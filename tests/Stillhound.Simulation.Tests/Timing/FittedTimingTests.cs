using System.Globalization;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Tests.Timing;

/// <summary>The constants in the code are what the public traces give when they are fitted again.</summary>
public sealed class FittedTimingTests
{
    [Fact]
    public void Day_curves_are_the_archetypes_of_real_clients()
    {
        var curves = Clients().Select(r => r.Skip(8).Select(Number).ToArray()).ToArray();

        var fitted = CurveFit.Fit(curves, FittedTiming.ClientCurves.Length);

        for (var k = 0; k < fitted.Length; k++)
        {
            FittedTiming.ClientCurves[k].Share.ShouldBe(fitted[k].Share, 0.002);
            for (var hour = 0; hour < 24; hour++)
                FittedTiming.ClientCurves[k].Curve[hour].ShouldBe(fitted[k].Curve[hour], 0.02);
        }
    }

    [Fact]
    public void Gaps_and_rates_spread_as_those_of_real_clients()
    {
        var rows = Clients();

        var (mu, sigma) = Logarithms(rows.Select(r => Number(r[6])));

        mu.ShouldBe(FittedTiming.GapVariation.Mu, 0.01);
        sigma.ShouldBe(FittedTiming.GapVariation.Sigma, 0.01);
        Logarithms(rows.Select(r => Number(r[4]))).Sigma.ShouldBe(FittedTiming.RateSigma, 0.01);
    }

    [Theory]
    [InlineData("code", 1)]
    [InlineData("code", 2)]
    [InlineData("conv", 1)]
    [InlineData("conv", 2)]
    public void Token_mixtures_match_the_inference_traces(string trace, int column)
    {
        var expected = (trace, column) switch
        {
            ("code", 1) => FittedTiming.CodeInput,
            ("code", 2) => FittedTiming.CodeOutput,
            ("conv", 1) => FittedTiming.ChatInput,
            _ => FittedTiming.ChatOutput,
        };
        var path = SharedData.Require($"timing/AzureLLMInferenceTrace_{trace}.csv");

        var fitted = LogMixtureFit.Fit(File.ReadLines(path).Skip(1).Select(l => Number(l.Split(',')[column])));

        fitted[0].Weight.ShouldBe(expected.Weight, 0.005);
        fitted[0].Mu.ShouldBe(expected.Mu1, 0.01);
        fitted[0].Sigma.ShouldBe(expected.Sigma1, 0.01);
        fitted[1].Mu.ShouldBe(expected.Mu2, 0.01);
        fitted[1].Sigma.ShouldBe(expected.Sigma2, 0.01);
    }

    private static string[][] Clients() =>
        [.. File.ReadLines(SharedData.Require("timing/llm_api_clients.csv")).Skip(1).Select(l => l.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static (double Mu, double Sigma) Logarithms(IEnumerable<double> values)
    {
        var logs = values.Where(v => v > 0).Select(v => Math.Log(v)).ToArray();
        var mean = logs.Average();
        return (mean, Math.Sqrt(logs.Average(v => (v - mean) * (v - mean))));
    }
}
