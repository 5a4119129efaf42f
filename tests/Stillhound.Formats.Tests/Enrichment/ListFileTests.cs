using System.Net;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Lists;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Enrichment;

/// <summary>Text lists: what is read of them, what is refused, and what is said about it.</summary>
public sealed class ListFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Networks_addresses_and_comments_of_both_versions_are_read()
    {
        var set = Netset("\uFEFF# a list\r\n192.0.2.0/24 # documentation\r\n\r\n198.51.100.7\n2001:db8::/32 ; more\n ::ffff:203.0.113.128/121\n10.1.2.3/8");
        foreach (var inside in new[] { "192.0.2.0", "192.0.2.255", "198.51.100.7", "2001:db8:ffff::1", "203.0.113.200", "10.255.0.1" })
            Says(set, inside).ShouldBeTrue(inside);
        foreach (var outside in new[] { "192.0.3.0", "198.51.100.8", "2001:db9::", "203.0.113.127", "11.0.0.0" })
            Says(set, outside).ShouldBeFalse(outside);
        (set.Description.Entries, set.Description.BadLines).ShouldBe((5, 0));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "255.255.255.255")]
    [InlineData("::/0", "ffff::")]
    [InlineData("192.0.2.1/32", "192.0.2.1")]
    public void The_widest_and_the_narrowest_networks_are_read(string network, string inside) => Says(Netset(network), inside).ShouldBeTrue();

    [Fact]
    public void Bad_lines_cost_themselves_alone_and_are_shown()
    {
        var set = Netset("192.0.2.0/24\n192.0.2.0/33\nexample.com\n1.2.3.4/\n1.2.3.4/+8\n::/129\n::ffff:1.2.3.4/95\n!1.2.3.4\n\0\u001b[2J\n");
        Says(set, "192.0.2.1").ShouldBeTrue();
        set.Description.BadLines.ShouldBe(8);
        set.Description.BadSample.ShouldBe(["line 2: 192.0.2.0/33", "line 3: example.com", "line 4: 1.2.3.4/"]);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("# only words\n\n", "it is empty")]
    [InlineData("<html>\nnot found\n", "none of its 2 lines is one; line 1: <html>")]
    public void A_list_that_says_nothing_is_refused(string text, string why)
    {
        var e = Should.Throw<InputException>(() => Netset(text));
        e.Message.ShouldStartWith("here: ");
        e.Message.ShouldEndWith($"it holds no network or address: {why}");
        Should.Throw<InputException>(() => Domains(text)).Message.ShouldContain("it holds no domain");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var e = Should.Throw<InputException>(static () => Stillhound.Formats.Enrichment.Lists.Netset.Read(new ListOptions("/nowhere/x.netset", "x", ContextKind.Vpn, "c.yaml:3: enrichment.netsets"), []));
        e.Message.ShouldBe("c.yaml:3: enrichment.netsets: /nowhere/x.netset: no such file");
        Should.Throw<InputException>(() => Stillhound.Formats.Enrichment.Lists.Netset.Read(new ListOptions(_folder.Path, "x", ContextKind.Vpn, "here"), [])).Message.ShouldContain("it is a folder");
    }

    [Fact]
    public void A_domain_is_on_a_list_when_it_or_one_around_it_is()
    {
        var domains = Domains("Mailinator.com\n# note\nstudents.example.edu\nпочта.example\ncom\n.com\na..b\nspace here.com\n");
        foreach (var listed in new[] { "mailinator.com", "MAILINATOR.COM", "a.b.mailinator.com", "mailinator.com.", "students.example.edu", "x.почта.example" })
            domains.Contains(listed).ShouldBeTrue(listed);
        foreach (var other in new[] { "notmailinator.com", "example.edu", "com", "", ".", "mailinator.com.example.org", new string('a', 300) + ".mailinator.com" })
            domains.Contains(other).ShouldBeFalse(other);
        domains.Description.BadLines.ShouldBe(4);
    }

    [Theory]
    [InlineData("network/datacenter_ipv4.netset")]
    [InlineData("network/vpn_ipv4.netset")]
    public void Public_lists_hold_what_their_lines_say(string name)
    {
        var path = SharedData.Require(name);
        var set = Stillhound.Formats.Enrichment.Lists.Netset.Read(new ListOptions(path, "list", ContextKind.Hosting, "here"), []);
        set.Description.BadLines.ShouldBe(0);
        var networks = File.ReadLines(path).Select(static l => l.Trim()).Where(static l => l.Length > 0 && l[0] != '#').Select(static l => IPNetwork.Parse(l.Contains('/', StringComparison.Ordinal) ? l : l + "/32")).ToList();
        foreach (var network in networks)
            Says(set, network.BaseAddress.ToString()).ShouldBeTrue(network.ToString());
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var address = new IPAddress((uint)random.NextInt64(uint.MaxValue));
            Says(set, address.ToString()).ShouldBe(networks.Exists(n => n.Contains(address)), address.ToString());
        }
    }

    [Fact]
    public void The_public_list_of_domains_is_read_whole()
    {
        var domains = MailDomains.Read(new ListOptions(SharedData.Require("network/disposable_mail_domains.txt"), "mail", null, "here"), []);
        (domains.Description.Entries, domains.Description.BadLines).ShouldBe((8335, 0));
    }

    private Netset Netset(string text) => Stillhound.Formats.Enrichment.Lists.Netset.Read(new ListOptions(_folder.Write("list", text), "list", ContextKind.Vpn, "here"), []);

    private MailDomains Domains(string text) => MailDomains.Read(new ListOptions(_folder.Write("domains", text), "domains", null, "here"), []);

    private static bool Says(Netset set, string text)
    {
        NetAddress.TryParse(Encoding.UTF8.GetBytes(text), out var address).ShouldBeTrue(text);
        return set.Look(address).Says != 0;
    }
}
