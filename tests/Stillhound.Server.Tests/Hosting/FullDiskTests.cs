using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>The server on a real disk that is full.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Senders_are_told_to_wait_everything_else_goes_on_and_nothing_acknowledged_is_lost()
    {
        var mount = Directory.CreateTempSubdirectory("stillhound-tmpfs-").FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mount), "a small disk cannot be mounted here (that takes root)");
        var folder = RunningHost.NewFolder();
        try
        {
            long acknowledged = 0;
            await using (var host = await StartAsync(folder, mount))
            {
                acknowledged += await FillAsync(host, 0);
                acknowledged.ShouldBeGreaterThan(500);
                using (var refused = await SendAsync(host, 1_000_000))
                {
                    refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                    refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
                }

                using (var otlp = new StringContent(OtlpRequests.Json([.. Enumerable.Range(0, 2000).Select(static i => "acct_" + i.ToString(CultureInfo.InvariantCulture))]), Encoding.UTF8, "application/json"))
                using (var refused = await host.PostAsync("/v1/traces", otlp))
                    refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

                await host.CaughtUpAsync();
                (await ExchangesAsync(host)).ShouldBe(acknowledged, "detection read everything that was answered for");
                (await host.CheckAsync("acct_1")).StatusCode.ShouldBe(HttpStatusCode.OK);
                (await (await host.GetAsync("/healthz", null)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("No space left");
                (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldContain("stillhound_journal_healthy 0\n");
                host.Host.State.Detector.WantCheckpoint();

                File.Delete(Path.Combine(mount, "ballast"));
                using (var taken = await SendAsync(host, 2_000_000))
                    taken.StatusCode.ShouldBe(HttpStatusCode.OK, "it takes up again by itself");
                acknowledged += PerRequest;
                await host.CaughtUpAsync();
                (await ExchangesAsync(host)).ShouldBe(acknowledged);
                (await host.GetAsync("/healthz", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
            }

            await using var again = await StartAsync(folder, mount);
            await again.CaughtUpAsync();
            (await ExchangesAsync(again)).ShouldBe(acknowledged);
        }
        finally
        {
            Run("umount", mount).ShouldBeTrue();
            Directory.Delete(mount);
            Directory.Delete(folder, recursive: true);
        }
    }

    private const int PerRequest = 100;

    private static Task<RunningHost> StartAsync(string folder, string mount) => RunningHost.StartAsync(folder, o => o with { State = Path.Combine(mount, "state"), Journal = o.Journal with { SegmentBytes = 1 << 20 } });

    /// <summary>Sends until the disk is full; the last room is taken by something else.</summary>
    private static async Task<long> FillAsync(RunningHost host, long first)
    {
        var mount = Path.GetDirectoryName(Path.GetDirectoryName(host.Host.State.Journal.Folder))!;
        File.WriteAllBytes(Path.Combine(mount, "ballast"), new byte[5 << 20]);
        for (long sent = 0; ; sent += PerRequest)
        {
            using var answer = await SendAsync(host, first + sent);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                return sent;
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("accepted").GetInt32().ShouldBe(PerRequest);
        }
    }

    private static Task<HttpResponseMessage> SendAsync(RunningHost host, long first) =>
        host.PostAsync("/v1/exchanges", string.Join('\n', Enumerable.Range(0, PerRequest).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"time":"2026-07-06T00:00:00Z","id":"x{{first + i}}","account":"acct_{{i}}","prompt":"question {{first + i}} about cooking {{i}} kinds of rice"}"""))));

    private static Task<long> ExchangesAsync(RunningHost host) => host.Host.State.Detector.AskAsync(static engine => engine.Held + engine.Exchanges);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
