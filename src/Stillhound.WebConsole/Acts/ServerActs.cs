using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Acts;
using Stillhound.WebConsole.Data.Recorded;
using Stillhound.WebConsole.Data.WhatIf;
using Stillhound.WebConsole.Hosting;

namespace Stillhound.WebConsole.Acts;

/// <summary>What people ask of the server itself. Replays and verifications change nothing, so nobody is asked why.</summary>
internal static class ServerActs
{
    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        ActForm.Map(routes, "/act/replay/start", ConsoleParts.Acts, static c =>
        {
            var run = c.Of<ReplayRuns>().Start(c.Host, c.Person, c.Form["yaml"].ToString().ReplaceLineEndings("\n"), c.Field("days"));
            c.Next = $"/replay/{run.Number}";
            return $"Replay {run.Number} was begun.";
        });
        ActForm.Map(routes, "/act/replay/{id}/stop", ConsoleParts.Acts, static c =>
        {
            c.Of<ReplayRuns>().Stop(c.Id);
            return $"Replay {c.Id} is being stopped.";
        });
        ActForm.Map(routes, "/act/ledger/verify", ConsoleParts.Looks, static c =>
        {
            _ = c.Of<LedgerCheck>().Start(c.Host.Options.LedgerFolder, c.Host.Live.Ledger.Head, c.Person);
            return "Verification was begun.";
        });
        ActForm.Map(routes, "/act/webhooks/{id}/enable", ConsoleParts.Administers, Enable);
    }

    private static string Enable(ActContext context)
    {
        var act = context.Act();
        var receiver = context.Host.Webhooks.Status.FirstOrDefault(w => w.Name == context.Id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such receiver");
        if (!receiver.IsDisabled)
            throw new ActRefusedException(Refusal.Conflict, $"{receiver.Name} is sent to already");
        context.Host.Live.Ledger.Append(new LedgerDraft("webhook.enabled", JsonSerializer.SerializeToUtf8Bytes(new { receiver = receiver.Name, actor = act.Actor, note = act.Note })));
        context.Host.Webhooks.Enable(receiver.Name);
        return $"{receiver.Name} is sent to again.";
    }
}
