using BenchmarkDotNet.Running;
using Stillhound.Benchmarks;

// "limits FILE" times each stage alone over a log held in memory; anything else goes to BenchmarkDotNet.
if (args is ["limits", var path, ..])
    return Limits.Run(path, Console.Out);
if (args is ["diagnose", var seed, ..])
    return Diagnose.Run(ulong.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
if (args is ["search", var run, ..])
    return SearchTimes.Run(ulong.Parse(run, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
BenchmarkSwitcher.FromAssembly(typeof(Limits).Assembly).Run(args);
return 0;
