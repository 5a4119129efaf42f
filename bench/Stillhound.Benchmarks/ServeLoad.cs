using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Stillhound.Benchmarks;

/// <summary>
/// A server as users run it, loaded from this process over HTTP: how many exchanges a second are acknowledged, each of them durable, and
/// how long a gateway waits for a decision meanwhile. The log's own records are sent, in its order, over several connections.
/// </summary>
internal sealed partial class ServeLoad : IDisposable
{
    private readonly Process _server;
    private readonly string _folder;
    private readonly TextWriter _output;

    private ServeLoad(Process server, string folder, TextWriter output) => (_server, _folder, _output) = (server, folder, output);

    /// <summary>Runs it.</summary>
    /// <param name="program">The command line's <c>stillhound.dll</c>.</param>
    /// <param name="log">Native NDJSON.</param>
    /// <param name="connections">Connections that send.</param>
    /// <param name="records">Records a request.</param>
    /// <param name="rate">Decisions a second that are asked for meanwhile; 0 for none.</param>
    /// <param name="pace">Exchanges a second that are sent; 0 for as many as are taken.</param>
    /// <param name="now">Whether each record says that it is of the moment at which it is sent, as those of live traffic do. Else event time goes by as fast as the log is sent: two weeks of sweeps and searches within a minute.</param>
    /// <param name="output">Where figures go.</param>
    public static async Task<int> RunAsync(string program, string log, int connections, int records, int rate, int pace, bool now, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("stillhound-load-").FullName;
        Run(program, "init", folder);
        var config = Path.Combine(folder, "stillhound.yaml");
        await File.WriteAllTextAsync(config, Ports().Replace(await File.ReadAllTextAsync(config), "127.0.0.1:0"));
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--config", config]) { UseShellExecute = false, RedirectStandardError = true, Environment = { ["DOTNET_gcConcurrent"] = "1" } };
        using var load = new ServeLoad(Process.Start(start)!, folder, output);
        var addresses = load.Addresses();
        await load.SendAsync(addresses[0], addresses[3].Port, log, connections, records, rate, pace, now);
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private List<Uri> Addresses()
    {
        var found = new List<Uri>();
        // HTTP, OTLP over HTTP, gRPC, and the two that gateways ask.
        while (found.Count < 5)
        {
            var line = _server.StandardError.ReadLine() ?? throw new InvalidOperationException("the server ended");
            if (Listening().Match(line) is { Success: true } match)
                found.Add(new Uri(match.Groups["address"].Value));
        }

        // What it says afterwards must not fill the pipe; what is wrong is told.
        new Thread(() =>
        {
            while (_server.StandardError.ReadLine() is { } line)
            {
                if (line.Contains(" crit", StringComparison.Ordinal) || line.Contains(" fail", StringComparison.Ordinal))
                    _output.WriteLine(line);
            }
        }) { IsBackground = true }.Start();
        return found;
    }

    private async Task SendAsync(Uri address, int asked, string log, int connections, int records, int rate, int pace, bool now)
    {
        using var bodies = new BlockingCollection<byte[]>(connections * 4);
        var reader = new Thread(() => Read(log, records, bodies));
        reader.Start();
        var token = (await File.ReadAllTextAsync(Path.Combine(_folder, "keys", "ingest.token"))).Trim();
        var gateway = (await File.ReadAllTextAsync(Path.Combine(_folder, "keys", "gateway.token"))).Trim();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        using var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var waits = new ConcurrentBag<double>();
        long acknowledged = 0, refused = 0, offered = 0;
        var (memory, stood) = await MemoryAsync(client);
        var (began, used) = (Stopwatch.GetTimestamp(), _server.TotalProcessorTime);
        using var asking = rate == 0 ? null : Asking(asked, rate, gateway);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            foreach (var body in bodies.GetConsumingEnumerable())
            {
                var lines = body.AsSpan().Count((byte)'\n');
                var early = pace == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((Interlocked.Add(ref offered, lines) - lines) / (double)pace) - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early);
                if (now)
                    Stamp(body);
                while (true)
                {
                    var sent = Stopwatch.GetTimestamp();
                    using var content = new ByteArrayContent(body);
                    using var answer = await client.PostAsync(new Uri("/v1/exchanges", UriKind.Relative), content);
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        waits.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                        Interlocked.Add(ref acknowledged, lines);
                        break;
                    }

                    Interlocked.Increment(ref refused);
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
                }
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        asking?.StandardInput.Close();
        reader.Join();
        Tell(acknowledged, refused, seconds, waits, (_server.TotalProcessorTime - used).TotalSeconds);
        await _output.WriteAsync(asking?.StandardOutput.ReadToEnd());
        var (then, until) = await MemoryAsync(client);
        await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"the server asked for {(then - memory) / seconds / 1e6:F1} MB of memory a second, and stood still for {(until - stood) * 1000 / seconds:F2} ms of each to collect it"));
        await CatchUpAsync(client, began);
    }

    private static async Task<(double Allocated, double Paused)> MemoryAsync(HttpClient client)
    {
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        double Of(string name) => metrics.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal)) is { } line ? double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture) : double.NaN;
        return (Of("process_allocated_bytes_total"), Of("process_gc_pause_seconds_total"));
    }

    private void Tell(long acknowledged, long refused, double seconds, ConcurrentBag<double> waits, double used)
    {
        List<double> sorted = [.. waits.Order()];
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{acknowledged:N0} exchanges acknowledged, durable, in {seconds:F1} s: {acknowledged / seconds:N0}/s; a request p50 {sorted[sorted.Count / 2]:F1} ms, p99 {sorted[(int)(sorted.Count * 0.99)]:F1} ms; {refused} told to come back; the server used {used:F1} s of processors"));
    }

    private static Process Asking(int port, int rate, string token) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ServeLoad).Assembly.Location, "ask", $"{port}", $"{rate}", token]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private async Task CatchUpAsync(HttpClient client, long began)
    {
        while (true)
        {
            var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            if (metrics.Contains("stillhound_queue_bytes 0\n", StringComparison.Ordinal))
                break;
            if (metrics.Contains("stillhound_detector_running 0\n", StringComparison.Ordinal))
                throw new InvalidOperationException("detection has stopped");
            await Task.Delay(100);
        }

        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the detector had read everything {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s after the start"));
    }

    private static void Read(string log, int records, BlockingCollection<byte[]> bodies)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var buffer = new byte[1 << 22];
        var held = 0;
        for (int read; (read = file.Read(buffer, held, buffer.Length - held)) > 0;)
        {
            held += read;
            var at = 0;
            while (EndOf(buffer.AsSpan(at, held - at), records) is var end and > 0)
            {
                bodies.Add(buffer.AsSpan(at, end).ToArray());
                at += end;
            }

            buffer.AsSpan(at, held - at).CopyTo(buffer);
            held -= at;
        }

        if (held > 0)
            bodies.Add(buffer.AsSpan(0, held).ToArray());
        bodies.CompleteAdding();
    }

    /// <summary>Says in each record that it is of now; its time is what it begins with, and as long as any.</summary>
    private static void Stamp(byte[] body)
    {
        var time = Encoding.ASCII.GetBytes(DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        var start = "{\"time\":\""u8;
        for (var at = 0; at < body.Length; at += body.AsSpan(at).IndexOf((byte)'\n') + 1)
        {
            if (!body.AsSpan(at).StartsWith(start))
                throw new InvalidDataException("a record does not begin with its time");
            time.CopyTo(body, at + start.Length);
        }
    }

    private static int EndOf(ReadOnlySpan<byte> bytes, int records)
    {
        var at = 0;
        for (var line = 0; line < records; line++)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0)
                return 0;
            at += length + 1;
        }

        return at;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    [GeneratedRegex(@"listening on (?<address>http://127\.0\.0\.1:[0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Ports();
}
