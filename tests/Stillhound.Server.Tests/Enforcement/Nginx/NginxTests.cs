using System.Net;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Tests.Enforcement.Nginx;

public sealed class NginxTests
{
    [Theory]
    [InlineData(DecisionAction.Tag, false, 200, "tag")]
    [InlineData(DecisionAction.CapTokens, false, 200, "cap_tokens")]
    [InlineData(DecisionAction.Slow, false, 403, "slow")]
    [InlineData(DecisionAction.SuspendKey, false, 401, "suspend_key")]
    [InlineData(DecisionAction.SuspendAccount, false, 403, "suspend_account")]
    [InlineData(DecisionAction.SuspendAccount, true, 200, "none")]
    public async Task Each_action_has_its_status_and_class(DecisionAction action, bool isSimulated, int status, string limitClass)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("acct", FakeDecisions.Of(action, isSimulated: isSimulated)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/check/nginx");
        request.Headers.Add("x-account-id", "acct");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("x-stillhound-class").Single().ShouldBe(limitClass);
        response.Headers.GetValues("x-stillhound-decision").Single().ShouldBe("d-1");
        response.Headers.Contains("x-stillhound-would").ShouldBe(isSimulated);
    }

    [Fact]
    public async Task Other_methods_and_wrong_tokens_are_refused()
    {
        await using var host = await EnforcementHost.StartAsync(EnforcementHost.Options with { Nginx = new() { Keys = new AccessKeys(("token", "right")) } });
        (await host.Http.GetAsync("/v1/check/nginx", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Http.PostAsync("/v1/check/nginx", null, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task NGINX_itself_asks_and_obeys()
    {
        var nginx = ThirdParty.Find("nginx", "nginx-light");
        await using var host = await EnforcementHost.StartAsync(EnforcementHost.Options with { Nginx = new() { Keys = new AccessKeys(("token", "right")) } });
        host.Decisions.Set(
            ("tagged", FakeDecisions.Of(DecisionAction.Tag)), ("slow", FakeDecisions.Of(DecisionAction.Slow, requests: 1)),
            ("no-key", FakeDecisions.Of(DecisionAction.SuspendKey)), ("out", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("would", FakeDecisions.Of(DecisionAction.SuspendAccount, isSimulated: true)));
        var folder = Directory.CreateTempSubdirectory("stillhound-nginx-").FullName;
        var port = RunningProgram.FreePort();
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), ConfigurationOf(folder, port, host.HttpUri.Port));
        using (var running = new RunningProgram(nginx, folder, "-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-g", "daemon off;"))
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await running.UntilAsync(async () => await AskAsync(http, "nobody") is (200, "none"));
            (await AskAsync(http, "tagged")).ShouldBe((200, "tag"));
            (await AskAsync(http, "slow")).ShouldBe((200, "slow"));
            (await AskAsync(http, "slow")).Status.ShouldBe(429);
            (await AskAsync(http, "no-key")).Status.ShouldBe(401);
            (await AskAsync(http, "out")).Status.ShouldBe(403);
            (await AskAsync(http, "would")).ShouldBe((200, "none"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task NGINX_goes_on_when_nobody_answers()
    {
        var nginx = ThirdParty.Find("nginx", "nginx-light");
        var folder = Directory.CreateTempSubdirectory("stillhound-nginx-").FullName;
        var port = RunningProgram.FreePort();
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), ConfigurationOf(folder, port, RunningProgram.FreePort()));
        using (var running = new RunningProgram(nginx, folder, "-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-g", "daemon off;"))
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await running.UntilAsync(async () => await AskAsync(http, "out") is (200, _));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Status, string? Class)> AskAsync(HttpClient http, string account)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("{}") };
            request.Headers.Add("x-api-key-id", account);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)response.StatusCode, response.Headers.TryGetValues("x-class", out var value) ? value.Single() : null);
        }
        catch (HttpRequestException)
        {
            return (0, null); // not listening yet
        }
    }

    // What docs/gateways.md says, with ports and folders of the test.
    private static string ConfigurationOf(string folder, int port, int server) => $$"""
        pid {{folder}}/nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
          upstream stillhound { server 127.0.0.1:{{server}}; keepalive 32; }
          server {
            listen 127.0.0.1:{{port}};
            location / {
              auth_request /_stillhound;
              auth_request_set $class $upstream_http_x_stillhound_class;
              auth_request_set $retry $upstream_http_retry_after;
              error_page 403 = @refused;
              add_header X-Class $class;
              try_files /none @model;
            }
            location @model { add_header X-Class $class; return 200 "served"; }
            location @refused {
              if ($retry) { return 429; }
              return 403;
            }
            location = /_stillhound {
              internal;
              proxy_pass http://stillhound/v1/check/nginx;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_pass_request_body off;
              proxy_set_header Content-Length "";
              proxy_set_header Authorization "Bearer right";
              proxy_set_header X-Account-Id $http_x_api_key_id;
              proxy_connect_timeout 50ms;
              proxy_read_timeout 2s;
              proxy_intercept_errors on;
              error_page 404 500 502 503 504 = @away;
            }
            location @away { return 204; }
          }
        }
        """;
}
