using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Stillhound.Cli.Tests.Support;

/// <summary>A server as users run it: a process of its own, in a folder that init made, on ports that the system chooses.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private volatile TaskCompletionSource _said = NewSignal();

    private ServerProcess(Process process, string folder)
    {
        _process = process;
        Folder = folder;
        var address = new TaskCompletionSource<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                var ended = new InvalidOperationException("the server ended: " + string.Join('\n', _log));
                address.TrySetException(ended);
                _said.TrySetException(ended);
                return;
            }

            _log.Enqueue(line.Data);
            var said = _said;
            _said = NewSignal();
            said.TrySetResult();
            if (Listening().Match(line.Data) is { Success: true } found)
                address.TrySetResult(found.Groups["address"].Value);
        };
        process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri(address.Task.GetAwaiter().GetResult()), Timeout = TimeSpan.FromMinutes(2) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(folder, "keys", "admin.token")).Trim());
    }

    public string Folder { get; }

    /// <summary>Asks with the token of the administrator.</summary>
    public HttpClient Client { get; }

    public string Log => string.Join('\n', _log);

    /// <summary>Processor time that it has taken, by its threads where the system tells them (in nanoseconds; otherwise in steps of 10 ms).</summary>
    public TimeSpan Worked
    {
        get
        {
            var tasks = $"/proc/{_process.Id}/task";
            if (!Directory.Exists(tasks))
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }

            return TimeSpan.FromMicroseconds(Directory.EnumerateDirectories(tasks).Sum(static task => NanosecondsOf(Path.Combine(task, "schedstat"))) / 1000);
        }
    }

    /// <summary>Writes a configuration that listens on any free port.</summary>
    public static string NewFolder(Workspace space, string name, string more = "")
    {
        var folder = space.At(name);
        Shell.RunProcess(null, "init", folder).Code.ShouldBe(0);
        var path = Path.Combine(folder, "stillhound.yaml");
        File.WriteAllText(path, File.ReadAllText(path)
            .Replace("http: 127.0.0.1:8470 ", "http: 127.0.0.1:0 ", StringComparison.Ordinal)
            .Replace("otlp_http: 127.0.0.1:4318", "otlp_http: off", StringComparison.Ordinal)
            .Replace("grpc: 127.0.0.1:4317", "grpc: off", StringComparison.Ordinal)
            .Replace("127.0.0.1:9002", "127.0.0.1:0", StringComparison.Ordinal)
            .Replace("127.0.0.1:9001", "127.0.0.1:0", StringComparison.Ordinal)
            .Replace("every: 10m", "every: 10s", StringComparison.Ordinal) + more);
        return folder;
    }

    public static ServerProcess Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Shell.Program, "serve", "--config", Path.Combine(folder, "stillhound.yaml")]) { UseShellExecute = false, RedirectStandardError = true };
        return new ServerProcess(Process.Start(start)!, folder);
    }

    /// <summary>Waits until it has logged a line with something in it, and gives the first of them.</summary>
    public async Task<string> SaysAsync(string part)
    {
        while (true)
        {
            var more = _said.Task;
            if (_log.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } found)
                return found;
            await more.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    /// <summary>Tells it that its terminal hung up, which has it read its configuration again.</summary>
    public void HangUp() => Signal("HUP");

    /// <summary>Ends it as a power cut would: nothing is written down.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public int Stop()
    {
        Signal("TERM");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kill -{name} {_process.Id}")]);
        kill.WaitForExit();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(@"listening on (?<address>http://127\.0\.0\.1:[0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();

    private static long NanosecondsOf(string schedule)
    {
        try
        {
            return long.Parse(File.ReadAllText(schedule).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // The thread has ended.
        }
    }
}
