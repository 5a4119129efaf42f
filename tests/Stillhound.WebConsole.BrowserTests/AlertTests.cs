using System.Net;
using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>From a fresh alert to a decision that is approved, delivered and undone; two people at once; a restart under an open page.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class AlertTests(Browser browser, SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Policy = "  mode: enforce\n  ladder: {review: suspend_account, act: suspend_account, likely: nothing}\n  approval: {unattended: none, second_above_accounts: 100000, second_above_spend: 1000000}";

    [Fact]
    public async Task A_fresh_alert_becomes_a_decision_that_is_approved_delivered_and_undone()
    {
        await using var person = await browser.PersonAsync();
        using var server = await ConsoleServer.StartAsync(world.Folder, Policy);
        var (page, complaints) = await server.SignInAsync(person, "ada");

        await page.GetByRole(AriaRole.Link, new() { Name = "Campaigns", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Campaigns", Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Waiting for approval" }).ClickAsync();
        // The rows of the view before stand there until this one's do: a row chosen among them is gone when they are.
        await page.Locator("a[href='/campaigns?show=waiting'][aria-current=true]").WaitForAsync();
        await page.Locator("table.rows tbody tr").First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Locator("table.rows tbody tr.at").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await page.WaitForURLAsync("**/campaigns/c-*");
        var account = await MemberAsync(server);
        (await CheckAsync(server, account)).ShouldBe(HttpStatusCode.OK);

        await page.GotoAsync(server.Address + await DecisionAsync(server));
        await ActAsync(page, "Approve", "The templates are those of the June report.");
        await page.GetByText("was approved").WaitForAsync();
        (await CheckAsync(server, account)).ShouldBe(HttpStatusCode.Forbidden);

        await ActAsync(page, "Undo", "The operator vouches for them.");
        await page.GetByText("was undone").WaitForAsync();
        (await CheckAsync(server, account)).ShouldBe(HttpStatusCode.OK);

        await page.GotoAsync(server.Address + "/ledger");
        await page.GetByText("The templates are those of the June report.").First.WaitForAsync();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_people_who_act_at_once_the_second_is_told_and_nothing_is_done_twice()
    {
        await using var one = await browser.PersonAsync();
        await using var other = await browser.PersonAsync();
        using var server = await ConsoleServer.StartAsync(world.Folder, Policy);
        var (ada, _) = await server.SignInAsync(one, "ada");
        var (ben, _) = await server.SignInAsync(other, "ben");
        var decision = await DecisionAsync(server);
        await ada.GotoAsync(server.Address + decision);
        await ben.GotoAsync(server.Address + decision);
        await ActAsync(ada, "Approve", "Yes.");
        await ada.GetByText("was approved").WaitForAsync();
        await ActAsync(ben, "Reject", "No.");
        await ben.GetByText("has changed since it was looked at").WaitForAsync();
        (await CheckAsync(server, await MemberAsync(server))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_no_act_and_can_do_none()
    {
        await using var person = await browser.PersonAsync();
        using var server = await ConsoleServer.StartAsync(world.Folder, Policy);
        var (page, _) = await server.SignInAsync(person, "vera");
        var decision = await DecisionAsync(server);
        await page.GotoAsync(server.Address + decision);
        (await page.Locator("details.act").CountAsync()).ShouldBe(0);
        var answer = await person.APIRequest.PostAsync($"{server.Address}/act{decision}/approve", new() { Form = person.APIRequest.CreateFormData().Set("reason", "because"), MaxRedirects = 0 });
        answer.Status.ShouldBe(302);
        answer.Headers["location"].ShouldContain("/refused");
        (await CheckAsync(server, await MemberAsync(server))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_survives_a_restart_of_the_server_and_nobody_signs_in_again()
    {
        await using var person = await browser.PersonAsync();
        using var server = await ConsoleServer.StartAsync(world.Folder, Policy);
        var (page, _) = await server.SignInAsync(person, "ada");
        server.Kill();
        await page.GetByText("The server does not answer").WaitForAsync();
        server.StartAgain();
        await page.GetByText("The server does not answer").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GetByRole(AriaRole.Link, new() { Name = "Campaigns", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Campaigns", Exact = true }).WaitForAsync();
    }

    private static async Task ActAsync(IPage page, string act, string reason)
    {
        var box = page.Locator("details.act").Filter(new() { Has = page.Locator("summary", new() { HasTextString = act }) }).First;
        await box.Locator("summary").ClickAsync();
        await box.GetByLabel("Reason").FillAsync(reason);
        await box.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
    }

    /// <summary>The page of the decision that waits.</summary>
    private static async Task<string> DecisionAsync(ConsoleServer server) => "/decisions/" + await server.FirstAsync("/api/decisions?state=proposed", "decisions");

    /// <summary>An account that the decision covers.</summary>
    private static async Task<string> MemberAsync(ConsoleServer server)
    {
        var decision = await server.FirstAsync("/api/decisions", "decisions");
        var one = System.Text.Json.JsonDocument.Parse(await server.Client.GetStringAsync("/api/decisions/" + decision, TestContext.Current.CancellationToken)).RootElement;
        return one.GetProperty("some_accounts")[0].GetString()!;
    }

    /// <summary>What a gateway is told about an account.</summary>
    private static async Task<HttpStatusCode> CheckAsync(ConsoleServer server, string account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/check/nginx");
        request.Headers.Authorization = new("Bearer", File.ReadAllText(Path.Combine(server.Folder, "keys", "gateway.token")).Trim());
        request.Headers.Add("x-account-id", account);
        using var answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
