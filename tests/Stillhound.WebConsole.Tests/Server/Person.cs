using System.Net;
using System.Text.RegularExpressions;

namespace Stillhound.WebConsole.Tests.Server;

/// <summary>Somebody with a browser of their own, as far as HTTP goes.</summary>
internal sealed partial class Person : IDisposable
{
    private readonly HttpClient _client;

    private Person(Uri address) => _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<Person> SignInAsync(Uri address, string name, string password)
    {
        var person = new Person(address);
        using var answer = await person.SendAsync("/sign-in/password", "/sign-in", ("name", name), ("password", password));
        answer.Headers.Location!.ToString().ShouldNotContain("why=");
        return person;
    }

    public Task<HttpResponseMessage> AskAsync(string path) => _client.GetAsync(path);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    public static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    /// <summary>Sends a form with the mark that a page of ours gave, and reads the page that follows.</summary>
    public async Task<string> ActAsync(string path, string from, params (string Name, string Value)[] fields)
    {
        using var answer = await SendAsync(path, from, fields);
        return answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Redirect ? await ReadAsync(answer.Headers.Location!.ToString()) : await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="from">The page that it stands on; null for one of somebody else.</param>
    /// <param name="fields">What it says.</param>
    public async Task<HttpResponseMessage> SendAsync(string path, string? from, params (string Name, string Value)[] fields)
    {
        var all = fields.ToDictionary(static f => f.Name, static f => f.Value, StringComparer.Ordinal);
        if (from is not null)
        {
            all["form_token"] = await TokenAsync(from);
            all.TryAdd("back", from);
        }

        using var body = new FormUrlEncodedContent(all);
        return await _client.PostAsync(path, body);
    }

    /// <summary>Drops a file on the ingest page.</summary>
    public async Task<HttpResponseMessage> DropAsync(string name, byte[] bytes, string format = "auto")
    {
        using var body = new MultipartFormDataContent();
        using var file = new ByteArrayContent(bytes);
        using var token = new StringContent(await TokenAsync("/ingest"));
        using var asked = new StringContent(format);
        body.Add(token, "form_token");
        body.Add(asked, "format");
        body.Add(file, "file", name);
        return await _client.PostAsync("/act/ingest/mapped", body);
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> TokenAsync(string page)
    {
        var found = FormToken().Match(await ReadAsync(page));
        found.Success.ShouldBeTrue($"{page} has a form");
        return WebUtility.HtmlDecode(found.Groups["token"].Value);
    }

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FormToken();
}
