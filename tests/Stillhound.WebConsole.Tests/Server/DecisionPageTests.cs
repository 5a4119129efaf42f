using System.Net;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class DecisionPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    [Fact]
    public async Task An_approver_arms_a_decision_and_takes_it_back_each_with_a_reason()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)));
        var id = host.Newest("c-1").Id;
        using var ann = await host.SignInAsync("ann");
        (await ann.ReadAsync("/decisions?show=pending")).ShouldContain(id);
        var page = await ann.ActAsync($"/act/decisions/{id}/approve", $"/decisions/{id}", ("reason", "seen the evidence"), ("revision", Revision(host, id)));
        page.ShouldContain("is in force");
        page.ShouldContain("seen the evidence");
        host.Newest("c-1").IsActive.ShouldBeTrue();
        await ann.ActAsync($"/act/decisions/{id}/undo", $"/decisions/{id}", ("reason", "a customer called"));
        host.Newest("c-1").State.ShouldBe(DecisionState.Undone);
        (await ann.ReadAsync("/decisions?show=ended")).ShouldContain(id);
    }

    [Theory]
    [InlineData("vera", "approve")]
    [InlineData("vera", "undo")]
    [InlineData("lyst", "approve")]
    [InlineData("lyst", "reject")]
    public async Task Who_may_not_is_not_shown_how_and_is_refused(string name, string act)
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)));
        var id = host.Newest("c-1").Id;
        using var person = await host.SignInAsync(name);
        (await person.ReadAsync($"/decisions/{id}")).ShouldNotContain($"/act/decisions/{id}/{act}");
        using var answer = await person.SendAsync($"/act/decisions/{id}/{act}", $"/decisions/{id}", ("reason", "because"));
        answer.Headers.Location!.ToString().ShouldContain("/refused");
        host.Newest("c-1").State.ShouldBe(DecisionState.Proposed);
    }

    [Fact]
    public async Task A_form_from_elsewhere_and_one_without_a_reason_do_nothing()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)));
        var id = host.Newest("c-1").Id;
        using var ann = await host.SignInAsync("ann");
        using var foreign = await ann.SendAsync($"/act/decisions/{id}/approve", null, ("reason", "because"));
        foreign.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ann.ActAsync($"/act/decisions/{id}/approve", $"/decisions/{id}", ("reason", "  "))).ShouldContain("Say why");
        host.Newest("c-1").State.ShouldBe(DecisionState.Proposed);
    }

    [Fact]
    public async Task Of_two_people_at_once_the_second_is_told_who_was_first()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)));
        var id = host.Newest("c-1").Id;
        var seen = Revision(host, id);
        using var ann = await host.SignInAsync("ann");
        using var ben = await host.SignInAsync("ben");
        await ann.ActAsync($"/act/decisions/{id}/reject", $"/decisions/{id}", ("reason", "a class at a school"), ("revision", seen));
        var page = await ben.ActAsync($"/act/decisions/{id}/approve", $"/decisions", ("reason", "clear"), ("revision", seen));
        page.ShouldContain("has changed since it was looked at");
        page.ShouldContain("ann has rejected");
        host.Newest("c-1").State.ShouldBe(DecisionState.Rejected);
    }

    [Fact]
    public async Task Whom_it_would_hit_stands_there_before_it_is_armed()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, [.. Found.Accounts(30), .. Found.Accounts(4, 100, confidence: 0.2)]));
        using var vera = await host.SignInAsync("vera");
        var page = await vera.ReadAsync($"/decisions/{host.Newest("c-1").Id}");
        page.ShouldContain("Whom it would hit");
        page.ShouldContain("doubtful</dt><dd>4</dd>");
        page.ShouldContain("/accounts/a-0");
        (await vera.ReadAsync($"/export/decisions/{host.Newest("c-1").Id}/accounts.csv")).Split('\n').Length.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Names_and_reasons_are_text_wherever_they_stand()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Act, [.. Found.Accounts(30), Found.Account(Hostile)]) with { Title = Hostile });
        var id = host.Newest("c-1").Id;
        using var ann = await host.SignInAsync("ann");
        await ann.ActAsync($"/act/decisions/{id}/approve", $"/decisions/{id}", ("reason", Hostile), ("revision", Revision(host, id)));
        foreach (var path in new[] { $"/decisions/{id}", "/decisions", "/ledger", "/ledger?q=" + Uri.EscapeDataString(Hostile), "/ledger/3", "/ledger/4", "/decisions/" + Uri.EscapeDataString(Hostile).Replace("%2F", "", StringComparison.Ordinal) })
        {
            var page = await ann.ReadAsync(path);
            page.ShouldNotContain("<script>alert", Case.Insensitive, path);
            page.ShouldNotContain("<img src=x", Case.Insensitive, path);
        }

        (await ann.ReadAsync($"/decisions/{id}")).ShouldContain("&lt;script&gt;alert(1)");
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await using var host = await ServedHost.StartAsync();
        using var vera = await host.SignInAsync("vera");
        using var answer = await vera.AskAsync("/decisions/d-99999999");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Person.TextOf(answer)).ShouldContain("There is no decision");
    }

    private static string Revision(ServedHost host, string id) => host.Host.State.Decisions.Read(s => s.Decision(id)!.Revision).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
