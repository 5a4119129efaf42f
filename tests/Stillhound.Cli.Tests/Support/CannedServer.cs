using System.Net;
using System.Text;

namespace Stillhound.Cli.Tests.Support;

/// <summary>A server that answers every request alike and keeps what it was asked.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly HttpListener _listener;

    public CannedServer(int status, string answer, string? location = null)
    {
        var port = 20_000 + Random.Shared.Next(20_000);
        for (; ; port++)
        {
            // One that could not start is closed for good.
            _listener = new HttpListener();
            _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // Somebody else's port.
            }
        }

        Address = $"http://127.0.0.1:{port}";
        _ = Task.Run(() => Serve(status, answer, location));
    }

    public string Address { get; }

    /// <summary>The requests: method, path, authorization and body.</summary>
    public List<(string Line, string? Authorization, string Body)> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task Serve(int status, string answer, string? location)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                Asked.Add(($"{context.Request.HttpMethod} {context.Request.RawUrl}", context.Request.Headers["Authorization"], await body.ReadToEndAsync()));
                context.Response.StatusCode = status;
                if (location is not null)
                    context.Response.Headers["Location"] = location;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
