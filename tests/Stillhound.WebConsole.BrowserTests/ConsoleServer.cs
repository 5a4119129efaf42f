using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>A server as users run it, with a person for most roles and the traffic of a small world in it.</summary>
internal sealed class ConsoleServer : IDisposable
{
    public const string Password = "a long enough password";
    private readonly Workspace _space = new();
    private readonly string _folder;
    private ServerProcess _process;

    private ConsoleServer(string policy, Action<string>? prepare = null)
    {
        _folder = ServerProcess.NewFolder(_space, "server");
        var path = Path.Combine(_folder, "stillhound.yaml");
        File.WriteAllText(path, File.ReadAllText(path)
            .Replace("  users:\n", $"  users:\n    - {{name: ada, password: {Password}, roles: [approver]}}\n    - {{name: ben, password: {Password}, roles: [approver]}}\n    - {{name: vera, password: {Password}, roles: [viewer]}}\n    - {{name: root, password: {Password}, roles: [admin]}}\n", StringComparison.Ordinal)
            .Replace("  mode: simulate", policy, StringComparison.Ordinal));
        prepare?.Invoke(_folder);
        _process = ServerProcess.Start(_folder);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _process.Client.BaseAddress!.ToString().TrimEnd('/');

    public HttpClient Client => _process.Client;

    public string Folder => _folder;

    /// <summary>Processor time that it has taken since it started.</summary>
    public TimeSpan Worked => _process.Worked;

    /// <summary>Starts one whose policy carries out what one person approves.</summary>
    /// <param name="world">Folder of the world whose traffic it takes in; null for none.</param>
    /// <param name="policy">The first lines of its policy.</param>
    public static async Task<ConsoleServer> StartAsync(string? world, string policy = "  mode: enforce\n  approval: {unattended: none, second_above_accounts: 100000}")
    {
        var server = new ConsoleServer(policy);
        if (world is not null)
        {
            await server.SendAsync("/v1/accounts", File.ReadAllText(Path.Combine(world, "accounts.ndjson")));
            foreach (var lines in File.ReadLines(Path.Combine(world, "exchanges.ndjson")).Chunk(2000))
                await server.SendAsync("/v1/exchanges", string.Join('\n', lines));
            await server.ReadAsync();
        }

        return server;
    }

    /// <summary>Starts one over a state that somebody else makes.</summary>
    /// <param name="prepare">Makes it, given the folder with the configuration.</param>
    /// <param name="policy">The first lines of its policy.</param>
    public static async Task<ConsoleServer> OverAsync(Action<string> prepare, string policy)
    {
        var server = new ConsoleServer(policy, prepare);
        await server.ReadAsync();
        return server;
    }

    /// <summary>Sends lines.</summary>
    public async Task SendAsync(string path, string lines)
    {
        using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var answer = await Client.PostAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until everything that was sent has been read.</summary>
    public async Task ReadAsync()
    {
        while (true)
        {
            var status = JsonDocument.Parse(await Client.GetStringAsync("/api/status", TestContext.Current.CancellationToken)).RootElement;
            if (status.GetProperty("caught_up").GetBoolean() && status.GetProperty("queued_bytes").GetInt64() == 0)
                return;
        }
    }

    /// <summary>Waits until what was found has been decided about, and gives what a list of the API then holds first.</summary>
    /// <param name="path">The list.</param>
    /// <param name="name">Its name in the answer.</param>
    public async Task<string> FirstAsync(string path, string name)
    {
        // An answer comes between two frames or two decisions, so that this asks no more often than there are some.
        for (var asked = 0; asked < 10_000; asked++)
        {
            var list = JsonDocument.Parse(await Client.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement.GetProperty(name);
            if (list.GetArrayLength() > 0)
                return list[0].GetProperty("id").GetString()!;
            await Client.GetStringAsync("/api/status", TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"{path} stays empty");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Starts it again where it listened before.</summary>
    public void StartAgain()
    {
        var path = Path.Combine(_folder, "stillhound.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("  http: 127.0.0.1:0 ", $"  http: {new Uri(Address).Authority} ", StringComparison.Ordinal));
        _process.Dispose();
        _process = ServerProcess.Start(_folder);
    }

    /// <summary>Signs somebody in and gives their page; what the browser complains of is kept.</summary>
    public async Task<(IPage Page, List<string> Complaints)> SignInAsync(IBrowserContext person, string name)
    {
        var page = await person.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) =>
        {
            complaints.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(Address + "/");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        return (page, complaints);
    }

    public void Dispose()
    {
        _process.Dispose();
        _space.Dispose();
    }
}
