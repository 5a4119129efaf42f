using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Inputs;
using Stillhound.Server.Configuration;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Setup;

/// <summary>How bad something is.</summary>
internal enum Finding : byte
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>The server will not do its work.</summary>
    Wrong,
}

/// <summary>Looks at everything that a server needs, whether one runs or not, and says it in a line each.</summary>
internal static class Doctor
{
    private const long LeastFree = 2L << 30;

    /// <summary>Looks.</summary>
    /// <param name="path">The configuration.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<(Finding Finding, string Text)> ExamineAsync(string path, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ServerOptions? options = null;
        var problem = "";
        try
        {
            options = ServerConfig.Load(path);
        }
        catch (ConfigurationException e)
        {
            problem = e.Message;
        }

        if (options is null)
        {
            yield return (Finding.Wrong, problem);
            yield break;
        }

        yield return (Finding.Fine, $"{path} can be used");
        foreach (var found in Secrets(options).Concat(Lists(options)).Concat(State(options)).Concat(Exposure(options)))
            yield return found;
        foreach (var found in await ServerAsync(options, time, cancellation).ConfigureAwait(false))
            yield return found;
    }

    private static IEnumerable<(Finding, string)> Secrets(ServerOptions options)
    {
        yield return Try(() => NameKeyring.Load(options.Privacy.KeyFile), keyring => $"{options.Privacy.KeyFile}: {keyring.Keys.Count} key{(keyring.Keys.Count == 1 ? "" : "s")}; {keyring.Keys[0].Id} names new accounts");
        if (!OperatingSystem.IsWindows() && File.Exists(options.Privacy.KeyFile) && (File.GetUnixFileMode(options.Privacy.KeyFile) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            yield return (Finding.Notice, $"{options.Privacy.KeyFile} can be read by others: chmod 600");
        foreach (var role in new[] { Access.Role.Ingest, Access.Role.Enforce, Access.Role.Admin })
        {
            if (!options.Access.Tokens.Any(t => t.Roles.Contains(role, StringComparer.Ordinal)))
                yield return (Finding.Notice, $"no token has the role {role}");
        }
    }

    private static IEnumerable<(Finding, string)> Lists(ServerOptions options)
    {
        if (options.Detect.Enrichment is { } lists)
            yield return Try(() => Enricher.Load(lists), static _ => "the lists of detect.enrichment can be read");
    }

    private static IEnumerable<(Finding, string)> State(ServerOptions options)
    {
        yield return Try(() => Touch(options.State), _ => $"{options.State} can be written");
        var free = new DriveInfo(Path.GetFullPath(options.State)).AvailableFreeSpace;
        yield return (free < LeastFree ? Finding.Wrong : Finding.Fine, $"{SizeText.Of(free >> 20 << 20)} are free for {options.State}");
        if (options.Journal.KeepBytes > free)
            yield return (Finding.Notice, $"journal.keep_size is {SizeText.Of(options.Journal.KeepBytes)}, more than is free");
    }

    private static IEnumerable<(Finding, string)> Exposure(ServerOptions options)
    {
        foreach (var point in Points(options))
        {
            if (!IPAddress.IsLoopback(point.Address))
                yield return (Finding.Notice, $"{point} can be reached from other machines, without TLS: put a proxy before it");
        }
    }

    private static async Task<IReadOnlyList<(Finding, string)>> ServerAsync(ServerOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://{options.Listen.Http}/readyz"), cancellation).ConfigureAwait(false);
            var text = (await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)).Trim();
            var skew = answer.Headers.Date is { } there ? (there - time.GetUtcNow()).Duration() : TimeSpan.Zero;
            return
            [
                (answer.IsSuccessStatusCode ? Finding.Fine : Finding.Wrong, answer.IsSuccessStatusCode ? $"a server answers at {options.Listen.Http} and is ready" : $"the server at {options.Listen.Http} is not ready: {text.ReplaceLineEndings("; ")}"),
                .. skew > TimeSpan.FromSeconds(30) ? [(Finding.Notice, string.Create(CultureInfo.InvariantCulture, $"the server's clock differs by {skew.TotalSeconds:0} s"))] : Array.Empty<(Finding, string)>(),
            ];
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return [(Finding.Notice, $"no server answers at {options.Listen.Http}"), .. Ports(options)];
        }
    }

    private static IEnumerable<(Finding, string)> Ports(ServerOptions options)
    {
        foreach (var point in Points(options))
        {
            yield return Try(() =>
            {
                using var listener = new TcpListener(point);
                listener.Start();
                return point;
            }, static free => $"{free} is free to listen on");
        }
    }

    private static IEnumerable<IPEndPoint> Points(ServerOptions options) =>
        new[] { options.Listen.Http, options.Listen.OtlpHttp, options.Listen.Grpc, options.Enforce.Http, options.Enforce.Grpc }.OfType<IPEndPoint>();

    private static string Touch(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ".doctor");
        File.WriteAllText(path, "");
        File.Delete(path);
        return path;
    }

    private static (Finding, string) Try<T>(Func<T> look, Func<T, string> fine)
    {
        try
        {
            return (Finding.Fine, fine(look()));
        }
        catch (Exception e) when (e is ConfigurationException or InputException or IOException or UnauthorizedAccessException or SocketException)
        {
            return (Finding.Wrong, e.Message);
        }
    }
}
