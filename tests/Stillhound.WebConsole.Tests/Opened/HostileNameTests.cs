using System.Net;
using System.Text.RegularExpressions;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Opened;

public partial class HostileNameTests
{
    private const string Script = "<script>document.title='broken'</script>";

    public static readonly TheoryData<string> Names =
    [
        Script, "\"onmouseover=\"x", "'; DROP", "../", "..", ".", "../../etc/passwd", "a/b", "a%2Fb", "a%252Fb", "a b+c", "a?b#c&d=e", "acct_\u202E\u05D0\u05D1 \uD83D\uDE00",
        "\0null", "a\\b", "a\tb", new string('x', 2000), "accounts/", "statement",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_account_of_any_name_has_its_page_statement_and_search(string name)
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(12, name: i => i == 0 ? name : $"acct_{i}"));
        var page = await console.ReadAsync(AccountPath.Of(name));
        page.ShouldNotContain(Script);
        Heading().Match(page).Groups["text"].Value.ShouldBe(Encoded(name));
        page.ShouldContain("/campaigns/" + SampleCampaign.Id);
        (await console.ReadAsync(AccountPath.Statement(name))).ShouldContain("STATEMENT OF REASONS");
        (await console.ReadAsync("/export/statement?name=" + Uri.EscapeDataString(name))).ShouldStartWith("STATEMENT OF REASONS");
        if (AccountPath.Export(name, "campaigns") is { } export)
            (await console.ReadAsync(export + ".json")).ShouldContain(SampleCampaign.Id);
        using var found = await console.Client.GetAsync("/accounts?q=" + Uri.EscapeDataString(name), TestContext.Current.CancellationToken);
        if (name.Trim() == name)
            found.Headers.Location!.OriginalString.ShouldEndWith(AccountPath.Of(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_part_of_a_campaign_shows_it_as_text(string name)
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(12, name: i => i == 0 ? name : $"acct_{i}"));
        foreach (var tab in new[] { "", "?tab=members", "?tab=timeline", "?tab=shape", "?tab=links", "?tab=templates", "?tab=network", "?tab=decisions", "?tab=" + Uri.EscapeDataString(Script) })
            Harmless(await console.ReadAsync($"/campaigns/{SampleCampaign.Id}{tab}"));
        Harmless(await console.ReadAsync("/findings"));
    }

    [Theory]
    [InlineData("/accounts/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/campaigns/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/account?name=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/account")]
    [InlineData("/account/statement?name=nobody")]
    [InlineData("/accounts/nobody/statement")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(3));
        using var answer = await console.Client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Harmless(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_search_lists_names_that_begin_so()
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(30));
        var page = await console.ReadAsync("/accounts?q=acct_00000");
        page.ShouldContain("href=\"/accounts/acct_000003\"");
        page.ShouldContain("16 accounts begin so");
        (await console.ReadAsync("/accounts?q=nobody")).ShouldContain("No account is called that");
        (await console.ReadAsync("/accounts")).ShouldContain("Type an account");
    }

    private static void Harmless(string page)
    {
        page.ShouldNotContain(Script);
        page.ShouldNotContain("<script>alert");
        // Scripts are ours or data; no attribute is broken out of.
        ScriptTag().Matches(page).ShouldAllBe(static m => m.Value.Contains("src=\"/assets/", StringComparison.Ordinal) || m.Value.Contains("type=\"application/json\"", StringComparison.Ordinal));
        page.ShouldNotContain("\"onmouseover=\"x");
        page.ShouldNotContain("style=");
    }

    private static string Encoded(string name) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name);

    [GeneratedRegex("<h1>(?<text>.*?)</h1>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex("<script[^>]*>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ScriptTag();
}
