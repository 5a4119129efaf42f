using System.Text.Json;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Commands;

[Collection(ConsoleCollection.Name)]
public sealed class DecisionsCommandTests : IDisposable
{
    private const string One = """
        {"id":"d-00000001","state":"proposed","campaign":"c-1","takedown":"c-1","action":"cap_tokens","tokens_per_day":200000,"simulated":true,"reason":"campaign_act","policy":"p-1",
        "accounts":8,"waiting":0,"proposed_at":"2026-11-21T12:00:00+00:00","from":null,"until":null,"ended_at":null,"ended_by":null,"end_note":"","replaced_by":null,"approvals_needed":2,
        "approvals":[{"actor":"ann","time":"2026-11-21T12:00:00+00:00","note":"evil\u001b[2Jnote"}],"growth_approvals":[],"revision":4,
        "blast_radius":{"days":7,"accounts":8,"exchanges":35,"spend":0.63,"likely_honest":2,"protected":1,"doubtful":0,"in_part":0,"top":[{"account":"evil\u001b[2Jname","exchanges":20,"confidence":1}],"top_protected":[]},
        "some_accounts":["a-1"],"some_waiting":[]}
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Decisions_are_listed()
    {
        using var server = new CannedServer(200, $$"""{"decisions":[{{One}}],"next":"d-00000001"}""");
        var run = Shell.Run("decisions", "list", "--server", server.Address, "--state", "proposed", "--campaign", "c/1&x");
        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(0);
        run.Output.ShouldContain("d-00000001");
        run.Output.ShouldContain("proposed (simulated)");
        run.Output.ShouldContain("1 of 2");
        run.Output.ShouldContain("more: --after d-00000001");
        server.Asked.Single().Line.ShouldBe("GET /api/decisions?limit=100&state=proposed&campaign=c%2F1%26x");
    }

    [Fact]
    public void One_is_shown_and_hostile_text_cannot_steer_the_terminal()
    {
        using var server = new CannedServer(200, One);
        var run = Shell.Run("decisions", "show", "d-00000001", "--server", server.Address);
        run.Code.ShouldBe(0);
        run.Output.ShouldContain("cap_tokens, 200,000 tokens a day");
        run.Output.ShouldContain("evil\\x1b[2Jname (20)");
        run.Output.ShouldNotContain("\e[2J");
        using var json = JsonDocument.Parse(Shell.Run("decisions", "show", "d-00000001", "--server", server.Address, "-o", "json").Output);
        json.RootElement.GetProperty("revision").GetInt32().ShouldBe(4);
    }

    [Fact]
    public void An_act_carries_the_token_and_what_was_said()
    {
        using var server = new CannedServer(200, One);
        Shell.Run("decisions", "approve", "d-00000001", "--reason", "seen \"it\"", "--revision", "4", "--server", server.Address, "--token-file", _work.Write("token", "s3cret\n")).Code.ShouldBe(0);
        Shell.Run("decisions", "extend", "d-00000001", "--for", "12h", "--server", server.Address).Code.ShouldBe(0);
        Shell.Run("decisions", "undo", "../x", "--account", "a-1", "--server", server.Address).Code.ShouldBe(0);
        server.Asked[0].Line.ShouldBe("POST /api/decisions/d-00000001/approve");
        server.Asked[0].Authorization.ShouldBe("Bearer s3cret");
        using var body = JsonDocument.Parse(server.Asked[0].Body);
        body.RootElement.GetProperty("reason").GetString().ShouldBe("seen \"it\"");
        body.RootElement.GetProperty("revision").GetInt64().ShouldBe(4);
        server.Asked[1].Body.ShouldBe("""{"for":"12h"}""");
        server.Asked[2].Line.ShouldBe("POST /api/decisions/..%2Fx/undo");
    }

    [Theory]
    [InlineData(409, """{"error":"ann was first\n\u001b[2J"}""", "ann was first")]
    [InlineData(500, "<html>", "answered 500")]
    [InlineData(200, "<html>", "answered 200")]
    [InlineData(200, "[]", "this is no answer of a Stillhound server")]
    [InlineData(200, "{}", "this is no answer of a Stillhound server")]
    public void What_the_server_refuses_or_mangles_is_one_line(int status, string answer, string told)
    {
        using var server = new CannedServer(status, answer);
        var run = Shell.Run("decisions", "approve", "d-00000001", "--server", server.Address);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain(told);
    }

    [Fact]
    public void A_token_does_not_follow_a_redirection()
    {
        using var thief = new CannedServer(200, One);
        using var server = new CannedServer(307, "", thief.Address + "/api/decisions");
        Shell.Run("decisions", "list", "--server", server.Address, "--token-file", _work.Write("token", "s3cret")).ErrorLine.ShouldContain("answered 307");
        thief.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ftp://127.0.0.1", "expected an address")]
    [InlineData("127.0.0.1:80", "expected an address")]
    [InlineData("http://127.0.0.1:1", "refused")]
    public void A_server_that_is_none_is_one_line(string address, string told) => Shell.Run("decisions", "list", "--server", address).ErrorLine.ShouldContain(told);

    [Fact]
    public void A_token_file_without_a_token_is_one_line()
    {
        Shell.Run("decisions", "list", "--token-file", _work.Write("token", "two words")).ErrorLine.ShouldContain("holds no token");
        Shell.Run("decisions", "list", "--token-file", _work.At("none")).Code.ShouldBe(2);
    }
}
