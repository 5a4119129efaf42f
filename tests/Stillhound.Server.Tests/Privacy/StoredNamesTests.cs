using System.Text;
using Stillhound.Server.Configuration;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Tests.Privacy;

public sealed class StoredNamesTests
{
    private static readonly string Old = NameKeyring.NewLine("old");
    private static readonly string New = NameKeyring.NewLine("new");

    [Theory]
    [InlineData("acct_cd7b")]
    [InlineData("org-12:user-7")]
    [InlineData("5f2b8c10-0000-4000-8000-000000000000")]
    [InlineData("+123")]
    [InlineData("@team")]
    public void Opaque_identifiers_are_kept(string name) => Of([Old]).Of(name).ShouldBe(name);

    [Theory]
    [InlineData("someone@example.org")]
    [InlineData("+49 170 1234567")]
    [InlineData("sk-proj-abcdefghijklmnop")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.abc")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    public void Names_that_say_who_somebody_is_are_replaced(string name)
    {
        var stored = Of([Old]).Of(name);
        stored.ShouldMatch("^hmac-sha256:old:[0-9a-f]{64}$");
        Of([Old]).Of(name).ShouldBe(stored);
    }

    [Fact]
    public void Every_name_is_replaced_where_the_operator_wants_that() => Of([Old], all: true).Of("acct_cd7b").ShouldStartWith("hmac-sha256:old:");

    [Fact]
    public void What_is_replaced_already_stays() => Of([New], all: true).Of("hmac-sha256:old:00").ShouldBe("hmac-sha256:old:00");

    [Fact]
    public void The_newest_key_names_what_comes_first_now() => Of([Old, New]).Of("a@b.org").ShouldStartWith("hmac-sha256:new:");

    [Fact]
    public void An_account_that_an_older_key_named_keeps_its_name()
    {
        var before = Of([Old]).Of("a@b.org");
        var names = Of([Old, New]);
        names.Knows(Encoding.UTF8.GetBytes(before));
        names.Of("a@b.org").ShouldBe(before);
        names.Of("c@d.org").ShouldStartWith("hmac-sha256:new:");
    }

    [Fact]
    public void Another_secret_gives_another_name() =>
        Of([NameKeyring.NewLine("old")]).Of("a@b.org").ShouldNotBe(Of([NameKeyring.NewLine("old")]).Of("a@b.org"));

    [Theory]
    [InlineData("", "names.key: no key in it; stillhound init writes one")]
    [InlineData("one", "names.key:1: expected an identifier and a secret in base 64")]
    [InlineData("one AAAA", "names.key:1: a secret is at least 32 bytes in base 64")]
    [InlineData("o:e AAAA", "names.key:1: an identifier is up to 32 letters, digits, - or _")]
    public void A_wrong_keyring_is_told_with_its_line(string text, string message) =>
        Should.Throw<ConfigurationException>(() => NameKeyring.Parse(text.Split('\n'), "names.key")).Message.ShouldBe(message);

    private static StoredNames Of(string[] lines, bool all = false) => new(NameKeyring.Parse(lines, "names.key"), all);
}
