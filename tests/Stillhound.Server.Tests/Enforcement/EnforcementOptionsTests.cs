using System.Net;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.Accounts;

namespace Stillhound.Server.Tests.Enforcement;

public sealed class EnforcementOptionsTests
{
    [Fact]
    public void Without_any_key_everything_listens_on_loopback_and_no_bouncer_has_a_key()
    {
        var options = Read("");
        (options.Http.Address, options.Grpc.Address).ShouldBe((IPAddress.Loopback, IPAddress.Loopback));
        options.Bouncers.Keys.IsOpen.ShouldBeTrue();
        options.Bounds.Deadline.ShouldBe(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Everything_can_be_set()
    {
        var options = Read("""
            grpc: 0.0.0.0:9100
            http: 9101
            token: secret-of-the-gateway
            deadline: 20ms
            max_body: 1MB
            ext_authz: {account: [header:X-Tenant, "metadata:a.b:claims.org", principal], budget_unit: hour, path: /check}
            rate_limit: {account: entry:tenant}
            litellm: {account: field:user_api_key_hash, token: another}
            nginx: {limit_status: 429}
            crowdsec: {scope: user, bouncers: [{name: edge, key: 0123456789abcdef}], types: {tag: mark}}
            webhooks: [{name: a, url: "https://example.org/x", secret: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", events: decision.made}]
            """);
        options.Http.ShouldBe(new IPEndPoint(IPAddress.Loopback, 9101));
        options.Authorization.Account.Select(static a => a.ToString()).ShouldBe(["header:x-tenant", "metadata:a.b:claims.org", "principal"]);
        options.Authorization.Keys.NameOf("secret-of-the-gateway").ShouldNotBeNull();
        options.Guardrail.Keys.NameOf("secret-of-the-gateway").ShouldBeNull();
        options.Bouncers.Keys.NameOf("0123456789abcdef").ShouldBe("edge");
        options.Bouncers.TypeOf(DecisionAction.Tag).ShouldBe("mark");
        options.Webhooks.Receivers.Single().Wants("campaign.opened").ShouldBeFalse();
    }

    [Theory]
    [InlineData("grpc: 0.0.0.0:9001", "outside loopback a token is required")]
    [InlineData("http: example", "expected an address and a port")]
    [InlineData("ext_authz: {account: [cookie:x]}", "expected sources such as metadata:envoy.filters.http.jwt_authn:jwt_payload.sub")]
    [InlineData("nginx: {account: extension:x}", "expected sources such as header:x-account-id")]
    [InlineData("nginx: {status: 1}", "unknown key 'enforce.nginx.status'")]
    [InlineData("ext_authz: {path: check}", "expected a path")]
    [InlineData("crowdsec: {bouncers: [{name: a, key: short}]}", "at least 16 characters")]
    [InlineData("webhooks: [{url: 'http://example.org', secret: x}]", "expected an https URL")]
    [InlineData("webhooks: [{url: 'https://a@example.org', secret: x}]", "without a user")]
    [InlineData("webhooks: [{url: 'https://example.org', secret: x}]", "expected whsec_")]
    public void A_wrong_value_is_told(string yaml, string message) => Should.Throw<ConfigurationException>(() => Read(yaml)).Message.ShouldContain(message);

    [Theory]
    [InlineData("header:")]
    [InlineData("header:a b")]
    [InlineData("metadata:only")]
    [InlineData("nothing")]
    public void A_source_that_is_none_is_refused(string text) => AccountSource.Parse(text).ShouldBeNull();

    private static EnforcementOptions Read(string yaml)
    {
        var whole = YamlSection.Load(new StringReader("enforce:\n" + string.Join('\n', yaml.Split('\n').Select(static l => "  " + l))), "stillhound.yaml", static _ => null);
        return EnforcementOptions.Read(whole.Section("enforce"));
    }
}
