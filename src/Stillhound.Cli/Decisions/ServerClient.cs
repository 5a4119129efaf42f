using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Decisions;

/// <summary>Talks to a running server. Whatever goes wrong is one line.</summary>
internal sealed class ServerClient : IDisposable
{
    private const long LongestAnswer = 64 << 20;

    private readonly HttpClient _http;
    private readonly string _server;

    /// <summary>Makes one; nothing is sent yet.</summary>
    /// <param name="server">Its address, such as <c>http://127.0.0.1:8470</c>.</param>
    /// <param name="tokenFile">A file that holds the token; null for none.</param>
    /// <exception cref="InputException">The address or the file cannot be used.</exception>
    public ServerClient(string server, string? tokenFile)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.AbsolutePath != "/")
            throw new InputException("--server: expected an address such as http://127.0.0.1:8470");
        // A token is for this server alone: nobody else is to be asked, whatever it answers or the environment says.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LongestAnswer };
        _server = server;
        if (tokenFile is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(tokenFile));
    }

    /// <summary>Reads.</summary>
    public JsonDocument Get(string path, CancellationToken cancellation) => Send(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <summary>Acts.</summary>
    public JsonDocument Post(string path, IReadOnlyDictionary<string, object> body, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            foreach (var (key, value) in body)
            {
                if (value is long number)
                    json.WriteNumber(key, number);
                else
                    json.WriteString(key, (string)value);
            }

            json.WriteEndObject();
        }

        return Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Encoding.UTF8.GetString(memory.ToArray()), Encoding.UTF8, "application/json") }, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private JsonDocument Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            try
            {
                using var response = _http.SendAsync(request, cancellation).GetAwaiter().GetResult();
                var text = response.Content.ReadAsStringAsync(cancellation).GetAwaiter().GetResult();
                var json = Parse(text);
                if (response.IsSuccessStatusCode && json is not null)
                    return json;
                var error = json?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("error", out var told) && told.ValueKind == JsonValueKind.String ? told.GetString() : null;
                throw new InputException($"{_server}: {error ?? $"answered {(int)response.StatusCode}"}");
            }
            catch (HttpRequestException e)
            {
                throw new InputException($"{_server}: {e.Message}", e);
            }
            catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new InputException($"{_server}: no answer within 30 seconds", e);
            }
        }
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Token(string path)
    {
        var token = File.ReadAllText(path).Trim();
        return token.Length > 0 && token.All(static c => c is > ' ' and < '\x7f') ? token : throw new InputException($"{path}: holds no token");
    }
}
