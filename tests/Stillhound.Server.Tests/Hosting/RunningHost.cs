using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Configuration;
using Stillhound.Server.Hosting;
using Stillhound.Server.Setup;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>A server in this process, in a folder of its own, on ports that the system chooses.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly bool _ownsFolder;

    private RunningHost(StillhoundHost host, string folder, bool ownsFolder)
    {
        (Host, Folder, _ownsFolder) = (host, folder, ownsFolder);
        Client = new HttpClient { BaseAddress = new Uri(host.Addresses.First()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public StillhoundHost Host { get; }

    public string Folder { get; }

    public HttpClient Client { get; }

    /// <summary>Where gRPC is answered.</summary>
    public Uri Grpc => new(Host.Addresses.ElementAt(1));

    /// <summary>Where gateways ask over HTTP.</summary>
    public Uri Enforcers => new(Host.Addresses.ElementAt(2));

    /// <summary>Where Envoy asks over gRPC.</summary>
    public Uri EnvoyGrpc => new(Host.Addresses.ElementAt(3));

    public static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("stillhound-serve-").FullName;
        Starter.Write(folder, TimeProvider.System);
        return folder;
    }

    public static async Task<RunningHost> StartAsync(string? folder = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var owns = folder is null;
        folder ??= NewFolder();
        var options = ServerConfig.Load(Path.Combine(folder, Starter.FileName));
        options = options with { Listen = options.Listen with { Http = new IPEndPoint(IPAddress.Loopback, 0), OtlpHttp = null, Grpc = new IPEndPoint(IPAddress.Loopback, 0) }, Enforce = options.Enforce with { Http = new IPEndPoint(IPAddress.Loopback, 0), Grpc = new IPEndPoint(IPAddress.Loopback, 0) } };
        var host = StillhoundHost.Open(change?.Invoke(options) ?? options, TimeProvider.System);
        await host.StartAsync(CancellationToken.None);
        return new RunningHost(host, folder, owns);
    }

    public string Token(string name) => File.ReadAllText(Path.Combine(Folder, "keys", name + ".token")).Trim();

    public Task<HttpResponseMessage> PostAsync(string path, string body, string? token = "ingest") => PostAsync(path, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), token);

    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent body, string? token = "ingest")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(token));
        return await Client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = "admin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(token));
        return await Client.SendAsync(request);
    }

    /// <summary>Acts on a decision or campaign, as a person does.</summary>
    public async Task<HttpResponseMessage> ActAsync(string path, string body, string? token = "admin")
    {
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        return await PostAsync(path, json, token);
    }

    /// <summary>Asks as NGINX does whether a request of an account may pass.</summary>
    public async Task<HttpResponseMessage> CheckAsync(string account, string? token = "gateway")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Enforcers, "/v1/check/nginx"));
        request.Headers.Add("x-account-id", account);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(token));
        return await Client.SendAsync(request);
    }

    /// <summary>Says something to the HTTP port, byte for byte, and hears it out.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(Host.Addresses.First()).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new StreamReader(stream, Encoding.Latin1);
        return await answer.ReadToEndAsync();
    }

    /// <summary>The findings once everything that was answered for is read.</summary>
    public async Task<string> FindingsAsync()
    {
        await CaughtUpAsync();
        return await (await GetAsync("/api/findings")).Content.ReadAsStringAsync();
    }

    /// <summary>Decides about these findings, and from now on about none that the detector has.</summary>
    public async Task DecideAsync(Findings findings)
    {
        await CaughtUpAsync();
        await Host.State.Detector.AskAsync(_ => Host.State.Detector.Found = static _ => true);
        Host.State.Decisions.Decide(findings);
    }

    public async Task CaughtUpAsync()
    {
        var end = Host.State.Journal.DurablePosition;
        // Each answer comes between two frames, so that this asks no more often than frames are read.
        while (Host.State.Detector.Status.Position < end && Host.State.Detector.Fault is null)
            await Host.State.Detector.AskAsync(static engine => engine.Exchanges);
        Host.State.Detector.Fault.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
