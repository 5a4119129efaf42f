namespace Stillhound.Simulation.Tests.Timing;

/// <summary>Fits a mixture of two log-normals by expectation maximisation, started at the outer quartiles.</summary>
internal static class LogMixtureFit
{
    public static (double Weight, double Mu, double Sigma)[] Fit(IEnumerable<double> values)
    {
        var logs = values.Where(v => v > 0).Select(v => Math.Log(v)).Order().ToArray();
        double[] mu = [logs[logs.Length / 4], logs[logs.Length * 3 / 4]];
        double[] sigma = [0.7, 0.7];
        double[] weight = [0.5, 0.5];
        for (var round = 0; round < 300; round++)
        {
            double[] n = [0, 0], sum = [0, 0], square = [0, 0];
            foreach (var x in logs)
            {
                var p0 = weight[0] * Density(x, mu[0], sigma[0]);
                var p1 = weight[1] * Density(x, mu[1], sigma[1]);
                var r = p0 / (p0 + p1 + 1e-300);
                n[0] += r;
                n[1] += 1 - r;
                sum[0] += r * x;
                sum[1] += (1 - r) * x;
                square[0] += r * x * x;
                square[1] += (1 - r) * x * x;
            }

            for (var k = 0; k < 2; k++)
            {
                weight[k] = n[k] / logs.Length;
                mu[k] = sum[k] / n[k];
                sigma[k] = Math.Max(0.05, Math.Sqrt(Math.Max(0, (square[k] / n[k]) - (mu[k] * mu[k]))));
            }
        }

        return [(weight[0], mu[0], sigma[0]), (weight[1], mu[1], sigma[1])];
    }

    private static double Density(double x, double mu, double sigma) =>
        Math.Exp(-0.5 * (x - mu) * (x - mu) / (sigma * sigma)) / sigma;
}
