using System.Globalization;
namespace Stillhound.Simulation.Tests.Timing;
public sealed class FittedTimingTests
{
    [Fact]
    public void Print()
    {
        var rows = File.ReadLines("/work/shared/data/timing/llm_api_clients.csv").Skip(1).Select(l => l.Split(',')).ToArray();
        double D(string s) => double.Parse(s, CultureInfo.InvariantCulture);
        foreach (var (share, curve) in CurveFit.Fit([.. rows.Select(r => r.Skip(8).Select(D).ToArray())], 6))
            Console.WriteLine($"CURVE {share:F3}: " + string.Join(", ", curve.Select(v => v.ToString("F2"))));
        var cv = rows.Select(r => D(r[6])).Where(v => v > 0).Select(v => Math.Log(v)).ToArray();
        Console.WriteLine($"CV n={cv.Length} mu={cv.Average():F3} sd={Math.Sqrt(cv.Average(v=>v*v)-Math.Pow(cv.Average(),2)):F3}");
        var rate = rows.Select(r => D(r[4])).Where(v => v > 0).Select(v => Math.Log(v)).ToArray();
        Console.WriteLine($"RATE n={rate.Length} mu={rate.Average():F3} sd={Math.Sqrt(rate.Average(v=>v*v)-Math.Pow(rate.Average(),2)):F3}");
        Console.WriteLine($"IDLE mean={rows.Average(r=>D(r[7])):F3}");
        foreach (var f in new[]{"code","conv"}) foreach (var c in new[]{1,2})
            Console.WriteLine($"TOK {f} {c}: " + string.Join("; ", LogMixtureFit.Fit(File.ReadLines($"/work/shared/data/timing/AzureLLMInferenceTrace_{f}.csv").Skip(1).Select(l=>D(l.Split(',')[c])))));
    }
}
