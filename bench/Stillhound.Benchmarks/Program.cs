using BenchmarkDotNet.Running;
using Stillhound.Benchmarks;

// "limits FILE" and "stages FILE [STAGE]" time each stage alone over a log held in memory, "state ACCOUNTS [parts]" tells
// bytes an account and where they are, "kept ACCOUNTS FILE" what it takes to save an engine and "restore FILE" to read it back,
// "kept world FRACTION SEED FILE" saves one that has read a part of the world of `bench scale`, and "restore FILE search" times the search that ends it,
// "details [ACCOUNTS [MEMBERS]]" times looking into a campaign, an account and names, "lookups" times what lists cost, "journal FOLDER" how fast exchanges become durable there and are read back, "decisions [RATE
// [SECONDS]]" how long gateways wait for a decision, "serve STILLHOUND.DLL LOG [CONNECTIONS [RECORDS [RATE [PACE [now]]]]]" how much a server of its own
// process takes in; anything else goes to BenchmarkDotNet.
if (args is ["limits", var path, ..])
    return Limits.Run(path, Console.Out);
if (args is ["stages", var log, .. var only])
    return StageClock.Run(log, only.FirstOrDefault(), Console.Out);
if (args is ["diagnose", var seed, .. var dials])
{
    double? Dial(int at) => dials.Length > at ? double.Parse(dials[at], System.Globalization.CultureInfo.InvariantCulture) : null;
    return Diagnose.Run(ulong.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), Dial(0), Dial(1), Console.Out);
}

if (args is ["diagnose-scale", var scale, var part])
    return Diagnose.RunScale(ulong.Parse(scale, System.Globalization.CultureInfo.InvariantCulture), double.Parse(part, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
if (args is ["diagnose-alert", var begun, var size, var rate, var hours])
{
    double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    return Diagnose.RunAlert((ulong)Number(begun), (int)Number(size), Number(rate), Number(hours), Console.Out);
}

if (args is ["search", var run, .. var wanted])
    return SearchTimes.Run(ulong.Parse(run, System.Globalization.CultureInfo.InvariantCulture), wanted.Contains("parts"), Console.Out);
if (args is ["state", "world", var fraction, var of])
    return StateSize.RunWorld(double.Parse(fraction, System.Globalization.CultureInfo.InvariantCulture), ulong.Parse(of, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
if (args is ["state", var accounts, .. var more])
    return StateSize.Run(int.Parse(accounts, System.Globalization.CultureInfo.InvariantCulture), more.Contains("parts"), Console.Out);
if (args is ["kept", var kept, var to])
    return StateFile.Save(int.Parse(kept, System.Globalization.CultureInfo.InvariantCulture), to, Console.Out);
if (args is ["kept", "world", var keptPart, var keptSeed, var keptAt])
    return StateFile.SaveWorld(double.Parse(keptPart, System.Globalization.CultureInfo.InvariantCulture), ulong.Parse(keptSeed, System.Globalization.CultureInfo.InvariantCulture), keptAt, Console.Out);
if (args is ["restore", var searched, "search"])
    return StateFile.Search(searched, Console.Out);
if (args is ["restore", var saved])
    return StateFile.Restore(saved, Console.Out);
if (args is ["details", .. var many])
{
    int Of(int at, int otherwise) => many.Length > at ? int.Parse(many[at], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    return DetailTimes.Run(Of(0, 1_000_000), Of(1, 25_000), Console.Out);
}

if (args is ["lookups", ..])
    return Lookups.Run(Console.Out);
if (args is ["journal", var folder])
    return JournalSpeed.Run(folder, Console.Out);
if (args is ["serve", var program, var sent, .. var how])
{
    int How(int at, int otherwise) => how.Length > at ? int.Parse(how[at], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    return await ServeLoad.RunAsync(program, sent, How(0, 16), How(1, 256), How(2, 10_000), How(3, 0), how.Contains("now"), Console.Out);
}

if (args is ["ask", var port, var perSecond, var token])
    return Asking.Run(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), int.Parse(perSecond, System.Globalization.CultureInfo.InvariantCulture), token, Console.Out);
if (args is ["decisions", .. var load])
{
    int Number(int at, int otherwise) => load.Length > at ? int.Parse(load[at], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    return await DecisionLoad.RunAsync(Number(0, 10_000), Number(1, 20), Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(Limits).Assembly).Run(args);
return 0;
