using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stillhound.Cli.Campaigns;
using Stillhound.Cli.Decisions;
using Stillhound.Cli.Scanning;
using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound decisions</c>: what a running server decided, and what a person says to it.</summary>
internal static class DecisionsCommand
{
    private static readonly Option<string> Server = new("--server") { Description = "The running server.", DefaultValueFactory = static _ => "http://127.0.0.1:8470", HelpName = "URL" };
    private static readonly Option<string?> TokenFile = new("--token-file") { Description = "A file with the token that says who you are." };
    private static readonly Option<string> Output = Choice();

    public static Command Build() => new("decisions", "List, show, approve, reject, undo and extend the decisions of a running server.")
    {
        List(), Show(),
        Act("approve", "Approve a decision, with all pools of its takedown.", withRevision: true),
        Act("reject", "Reject a proposal, or the growth of a decision.", withRevision: true),
        Act("undo", "Take a decision back, for all its accounts or for one.", withAccount: true),
        Act("extend", "Let a decision hold longer.", withTime: true),
    };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong("proposed", "approved", "active", "rejected", "expired", "undone", "replaced");
        var campaign = new Option<string?>("--campaign") { Description = "Only those about this campaign." };
        var after = new Option<string?>("--after") { Description = "Only those behind this one." };
        var limit = new Option<int>("--limit") { Description = "How many, at most 1000.", DefaultValueFactory = static _ => 100 };
        var command = new Command("list", "One line a decision.") { state, campaign, after, limit, Server, TokenFile, Output };
        return With(command, (result, client, cancellation) =>
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"/api/decisions?limit={result.GetValue(limit)}") + Part("state", result.GetValue(state)) + Part("campaign", result.GetValue(campaign)) + Part("after", result.GetValue(after));
            return client.Get(query, cancellation);
        }, static json => DecisionText.WriteList(json, Console.Out, Screen.OfConsole()));
    }

    private static Command Show()
    {
        var id = Id();
        var accounts = new Option<int>("--accounts") { Description = "How many of its accounts to show, at most 1000.", DefaultValueFactory = static _ => 20 };
        var command = new Command("show", "Everything about one decision.") { id, accounts, Server, TokenFile, Output };
        return With(command, (result, client, cancellation) =>
            client.Get(string.Create(CultureInfo.InvariantCulture, $"{Path(result.GetRequiredValue(id))}?accounts={result.GetValue(accounts)}"), cancellation), static json => DecisionText.WriteOne(json, Console.Out));
    }

    private static Command Act(string verb, string description, bool withRevision = false, bool withAccount = false, bool withTime = false)
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "Why; it is kept in the ledger." };
        var revision = new Option<long?>("--revision") { Description = "The revision that 'show' told: refuse when it has changed since." };
        var account = new Option<string?>("--account") { Description = "This account alone; no decision about its campaign covers it again." };
        var time = new Option<string?>("--for") { Description = "How long from now, such as 12h.", Required = withTime };
        var command = new Command(verb, description) { id, reason, Server, TokenFile, Output };
        foreach (var (wanted, option) in new (bool, Option)[] { (withRevision, revision), (withAccount, account), (withTime, time) })
        {
            if (wanted)
                command.Add(option);
        }

        return With(command, (result, client, cancellation) =>
        {
            var body = new Dictionary<string, object>(StringComparer.Ordinal);
            Add("reason", result.GetValue(reason));
            Add("revision", withRevision ? result.GetValue(revision) : null);
            Add("account", withAccount ? result.GetValue(account) : null);
            Add("for", withTime ? result.GetValue(time) : null);
            return client.Post($"{Path(result.GetRequiredValue(id))}/{verb}", body, cancellation);

            void Add(string key, object? value)
            {
                if (value is not null)
                    body[key] = value;
            }
        }, static json => DecisionText.WriteOne(json, Console.Out));
    }

    private static Command With(Command command, Func<ParseResult, ServerClient, CancellationToken, JsonDocument> ask, Action<JsonElement> write)
    {
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            using var client = new ServerClient(result.GetRequiredValue(Server), result.GetValue(TokenFile));
            using var json = ask(result, client, cancellation);
            try
            {
                if (result.GetRequiredValue(Output) == "human")
                    write(json.RootElement);
                else
                    WriteJson(json.RootElement);
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InputException($"{result.GetRequiredValue(Server)}: this is no answer of a Stillhound server", e);
            }

            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static void WriteJson(JsonElement answer) => JsonText.Write(Console.Out, json =>
    {
        foreach (var member in answer.EnumerateObject())
            member.WriteTo(json);
    });

    private static Argument<string> Id() => new Argument<string>("ID") { Description = "The decision, such as d-00000017." }.RefuseOptions();

    private static Option<string> Choice()
    {
        var output = new Option<string>("--output", "-o") { Description = "human or json.", DefaultValueFactory = static _ => "human" };
        output.AcceptOnlyFromAmong("human", "json");
        return output;
    }

    private static string Path(string id) => "/api/decisions/" + Uri.EscapeDataString(id);

    private static string Part(string key, string? value) => value is null ? "" : $"&{key}={Uri.EscapeDataString(value)}";
}
