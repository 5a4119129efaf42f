using Stillhound.Server.Access;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Tests.Access;

public sealed class ConsoleUserTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public void A_password_is_known_by_itself_and_by_its_hash()
    {
        foreach (var secret in new[] { Password, ConsoleUser.Hash(Password) })
        {
            var user = new ConsoleUser("ada", secret, ["viewer"]);
            user.Is(Password).ShouldBeTrue();
            user.Is(Password + " ").ShouldBeFalse();
            user.Is("").ShouldBeFalse();
        }
    }

    [Fact]
    public void Two_hashes_of_one_password_differ() => ConsoleUser.Hash(Password).ShouldNotBe(ConsoleUser.Hash(Password));

    [Fact]
    public void The_stamp_stays_over_a_restart_and_changes_with_password_or_roles()
    {
        var hash = ConsoleUser.Hash(Password);
        new ConsoleUser("ada", Password, ["viewer"]).Stamp.ShouldBe(new ConsoleUser("ada", Password, ["viewer"]).Stamp);
        new ConsoleUser("ada", hash, ["viewer"]).Stamp.ShouldBe(new ConsoleUser("ada", hash, ["viewer"]).Stamp);
        new ConsoleUser("ada", Password + "!", ["viewer"]).Stamp.ShouldNotBe(new ConsoleUser("ada", Password, ["viewer"]).Stamp);
        new ConsoleUser("ada", Password, ["admin"]).Stamp.ShouldNotBe(new ConsoleUser("ada", Password, ["viewer"]).Stamp);
    }

    [Theory]
    [InlineData("pbkdf2-sha512$")]
    [InlineData("pbkdf2-sha512$0$00$00")]
    [InlineData("pbkdf2-sha512$99999999999$aabbccddeeff0011$00")]
    [InlineData("pbkdf2-sha512$210000$zz$00")]
    [InlineData("pbkdf2-sha512$210000$aabb$00")]
    public void A_damaged_hash_is_refused(string secret) => Should.Throw<FormatException>(() => new ConsoleUser("ada", secret, []));

    [Fact]
    public void Names_are_the_same_whatever_their_case_and_a_wrong_password_finds_nobody()
    {
        var table = new UserTable(new AccessOptions { Users = [new ConsoleUser("Ada", Password, ["viewer"])] });
        table.Find("ada", Password)!.Name.ShouldBe("Ada");
        table.Find("ada", "another password").ShouldBeNull();
        table.Find("ben", Password).ShouldBeNull();
    }

    [Theory]
    [InlineData("users: [{name: a b, password: long enough for this, roles: [viewer]}]", "access.users[0].name")]
    [InlineData("users: [{name: ada, password: short, roles: [viewer]}]", "access.users[0].password")]
    [InlineData("users: [{name: ada, password: long enough for this, roles: [ingest]}]", "access.users[0].roles")]
    [InlineData("users: [{name: ada, password: long enough for this}]", "access.users[0].roles")]
    [InlineData("users: [{name: ada, roles: [viewer]}]", "access.users[0].password")]
    [InlineData("users: [{name: ada, password: \"pbkdf2-sha512$1$2\", roles: [viewer]}]", "access.users[0].password")]
    [InlineData("users: [{name: ada, password: long enough for this, roles: [viewer]}, {name: Ada, password: long enough for this, roles: [viewer]}]", "access.users[1].name")]
    [InlineData("openid: {client_id: a}", "access.openid.issuer")]
    [InlineData("openid: {issuer: \"http://id.example.org\", client_id: a}", "access.openid.issuer")]
    [InlineData("openid: {issuer: \"https://id.example.org\"}", "access.openid.client_id")]
    [InlineData("openid: {issuer: \"https://id.example.org\", client_id: a}", "access.openid.roles")]
    [InlineData("openid: {issuer: \"https://id.example.org\", client_id: a, roles: [{group: g, role: ingest}]}", "access.openid.roles[0].role")]
    [InlineData("signed_in_for: 1s", "access.signed_in_for")]
    public void What_is_wrong_is_told_by_its_key(string access, string key)
    {
        var error = Should.Throw<ConfigurationException>(() => ServerConfig.Parse(new StringReader($"access:\n  {access}"), "stillhound.yaml", static _ => null));
        error.Message.ShouldContain(key);
    }
}
