using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Hosting;
using Stillhound.WebConsole.Layout;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.WebConsole.Acts;

/// <summary>What people do about decisions and campaigns, as forms of the console send it. Every act has a reason and ends on a page.</summary>
internal static class DecisionActs
{
    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        ActForm.Map(routes, "/act/decisions/{id}/approve", ConsoleParts.Approves, Approve);
        ActForm.Map(routes, "/act/decisions/{id}/reject", ConsoleParts.Approves, static c => Do(c, people => people.Reject(c.Id, c.Act(), c.Revision), $"{c.Id} was rejected."));
        ActForm.Map(routes, "/act/decisions/{id}/undo", ConsoleParts.Acts, static c => Do(c, people => people.Undo(c.Id, c.Act()), $"{c.Id} was undone."));
        ActForm.Map(routes, "/act/decisions/{id}/extend", ConsoleParts.Approves, static c =>
        {
            if (!Server.Configuration.DurationText.TryParse(c.Field("for"), out var time))
                throw new ActRefusedException(Refusal.Invalid, "say for how long, such as 12h or 2d");
            return Do(c, people => people.Extend(c.Id, time, c.Act()), $"{c.Id} holds longer.");
        });
        ActForm.Map(routes, "/act/decisions/{id}/clear", ConsoleParts.Acts, static c =>
        {
            var account = c.Field("account");
            var names = c.Host.Live.Decisions.StoredNames(account);
            return Do(c, people => people.Clear(c.Id, names, c.Act()), $"{account} is no longer covered by {c.Id}.");
        });
        ActForm.Map(routes, "/act/campaigns/{id}/dismiss", ConsoleParts.Acts, static c => Do(c, people => people.Dismiss(c.Id, c.Act()), $"{c.Id} was dismissed."));
    }

    private static string Approve(ActContext context)
    {
        var decisions = context.Host.Live.Decisions;
        decisions.Do(people => people.Approve(context.Id, context.Act(), context.Revision));
        return decisions.Read(standing => standing.Decision(context.Id)) switch
        {
            { IsActive: true, Waiting.Count: 0, Terms.Simulated: true } => $"{context.Id} was approved and is simulated from now on: nothing is carried out.",
            { IsActive: true, Waiting.Count: 0 } => $"{context.Id} was approved and is in force.",
            _ => $"{context.Id} was approved by you. Another person has to approve it too.",
        };
    }

    private static string Do(ActContext context, Func<HumanActs, IEnumerable<Change>> act, string done)
    {
        context.Host.Live.Decisions.Do(act);
        return done;
    }
}
