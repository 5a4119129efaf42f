namespace Stillhound.Simulation.Chance;

/// <summary>Draws from the distributions that traffic follows.</summary>
internal static class Draws
{
    /// <summary>Standard normal, by Box and Muller; one of the pair is thrown away to stay stateless.</summary>
    public static double Normal(ref Rng rng)
    {
        var u = 1.0 - rng.Unit();
        return Math.Sqrt(-2.0 * Math.Log(u)) * Math.Cos(2.0 * Math.PI * rng.Unit());
    }

    /// <summary>Log-normal with the given median and standard deviation of the logarithm.</summary>
    public static double LogNormal(ref Rng rng, double median, double sigma) => median * Math.Exp(sigma * Normal(ref rng));

    /// <summary>Log-normal whose mean is one.</summary>
    public static double Around1(ref Rng rng, double sigma) => Math.Exp((sigma * Normal(ref rng)) - (sigma * sigma / 2));

    public static double Exponential(ref Rng rng, double mean) => -mean * Math.Log(1.0 - rng.Unit());

    /// <summary>Gamma with mean one and the given shape (Marsaglia and Tsang, 2000).</summary>
    public static double Gamma1(ref Rng rng, double shape)
    {
        if (shape < 1)
            return Gamma1(ref rng, shape + 1) * (shape + 1) / shape * Math.Pow(1.0 - rng.Unit(), 1.0 / shape);
        var d = shape - (1.0 / 3);
        var c = 1.0 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(ref rng);
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1.0 - rng.Unit()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v / shape;
        }
    }

    /// <summary>Poisson; by a rounded normal above 50, where the difference is invisible here.</summary>
    public static int Poisson(ref Rng rng, double mean)
    {
        if (mean <= 0)
            return 0;
        if (mean > 50)
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal(ref rng))));
        var limit = Math.Exp(-mean);
        var product = rng.Unit();
        var count = 0;
        while (product > limit)
        {
            product *= rng.Unit();
            count++;
        }

        return count;
    }

    /// <summary>The whole part, and one more with the probability of the fraction.</summary>
    public static int Round(ref Rng rng, double value)
    {
        var whole = Math.Floor(value);
        return (int)whole + (rng.Chance(value - whole) ? 1 : 0);
    }

    /// <summary>Number of trials up to and with the first failure; mean 1/(1-again).</summary>
    public static int Runs(ref Rng rng, double again, int most)
    {
        var count = 1;
        while (count < most && rng.Chance(again))
            count++;
        return count;
    }

    /// <summary>Beta-like number in [0, 1] with the given mean; narrower as weight grows.</summary>
    public static double Share(ref Rng rng, double mean, double weight)
    {
        var a = Math.Max(mean * weight, 1e-3);
        var b = Math.Max((1 - mean) * weight, 1e-3);
        var x = Gamma1(ref rng, a) * a;
        var y = Gamma1(ref rng, b) * b;
        return x / (x + y + 1e-12);
    }
}
