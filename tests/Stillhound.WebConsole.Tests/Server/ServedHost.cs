using System.Net;
using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Access;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Hosting;
using Stillhound.Server.Setup;
using Stillhound.WebConsole.Hosting;

namespace Stillhound.WebConsole.Tests.Server;

/// <summary>A server with its console in this process, in a folder of its own, with a person for each role. Its detector's own findings decide nothing.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    public const string Password = "a long enough password";
    private static readonly string Secret = ConsoleUser.Hash(Password);

    private ServedHost(StillhoundHost host, string folder, HostState state) => (Host, Folder, State) = (host, folder, state);

    public StillhoundHost Host { get; }

    public string Folder { get; }

    /// <summary>What the console was given.</summary>
    public HostState State { get; }

    /// <summary>Who may sign in.</summary>
    public required UserTable Users { get; init; }

    public Uri Address => new(Host.Addresses.First());

    public static async Task<ServedHost> StartAsync(string policy = "  mode: enforce\n  approval: {unattended: none, second_above_accounts: 1000}", OpenIdOptions? openId = null)
    {
        var folder = Directory.CreateTempSubdirectory("stillhound-console-").FullName;
        Starter.Write(folder, TimeProvider.System);
        var file = Path.Combine(folder, Starter.FileName);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("  mode: simulate", policy, StringComparison.Ordinal));
        var options = ServerConfig.Load(file);
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        options = options with
        {
            Listen = options.Listen with { Http = free, OtlpHttp = null, Grpc = null },
            Enforce = options.Enforce with { Http = free, Grpc = free },
            Access = options.Access with
            {
                OpenId = openId,
                Users =
                [
                    new ConsoleUser("vera", Secret, Role.Implied(Role.Viewer)), new ConsoleUser("ann", Secret, Role.Implied(Role.Approver)),
                    new ConsoleUser("ben", Secret, Role.Implied(Role.Approver)), new ConsoleUser("lyst", Secret, Role.Implied(Role.Analyst)), new ConsoleUser("root", Secret, Role.Implied(Role.Admin)),
                ],
            },
        };
        var part = new SeenConsole();
        var host = StillhoundHost.Open(options, TimeProvider.System, part);
        await host.StartAsync(CancellationToken.None);
        await host.State.Detector.AskAsync(_ => host.State.Detector.Found = static _ => true);
        return new ServedHost(host, folder, part.State!) { Users = part.Users! };
    }

    /// <summary>Decides about campaigns as the detector would.</summary>
    public void Finds(params CampaignFinding[] campaigns) => Host.State.Decisions.Decide(Stillhound.Server.Tests.Decisions.Support.Found.Now(campaigns));

    public StandingDecision Newest(string campaign) => Host.State.Decisions.Read(s => s.Decisions.Last(d => d.State != DecisionState.Unfinished && d.Terms.Campaign == campaign));

    public Task<Person> SignInAsync(string name) => Person.SignInAsync(Address, name, Password);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The console, and what it was given.</summary>
    private sealed class SeenConsole : IHostPart
    {
        private readonly ServedConsole _console = new();

        public HostState? State { get; private set; }

        public UserTable? Users { get; private set; }

        public void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder, ServerOptions options, UserTable users)
        {
            Users = users;
            _console.Configure(builder, options, users);
        }

        public void Map(Microsoft.AspNetCore.Builder.WebApplication app, HostState host)
        {
            State = host;
            _console.Map(app, host);
        }
    }
}
