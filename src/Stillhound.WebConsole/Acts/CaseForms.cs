using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Acts;
using Stillhound.WebConsole.Hosting;

namespace Stillhound.WebConsole.Acts;

/// <summary>What people do about cases and appeals, as forms of the console send it.</summary>
internal static class CaseForms
{
    private const int MostAtOnce = 200;

    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        ActForm.Map(routes, "/act/cases/{id}/note", ConsoleParts.Acts, static c => Note(c, c.Id));
        ActForm.Map(routes, "/act/cases/{id}/assign", ConsoleParts.Acts, static c => Assign(c, c.Id, c.Revision));
        ActForm.Map(routes, "/act/cases/{id}/close", ConsoleParts.Acts, static c => Close(c, c.Id, c.Revision));
        ActForm.Map(routes, "/act/cases/{id}/reopen", ConsoleParts.Acts, static c =>
        {
            c.Host.Live.Cases.Reopen(c.Id, c.Act(), c.Revision);
            return $"The case of {c.Id} is open again; its verdict and what it taught are withdrawn.";
        });
        ActForm.Map(routes, "/act/several", ConsoleParts.Acts, Several);
        ActForm.Map(routes, "/act/appeals/open", ConsoleParts.Acts, static c => $"{c.Host.Live.Appeals.Open(c.Field("account"), c.Act()).Id} was opened; the clock runs.");
        ActForm.Map(routes, "/act/appeals/{id}/uphold", ConsoleParts.Approves, static c => Answer(c, true));
        ActForm.Map(routes, "/act/appeals/{id}/deny", ConsoleParts.Approves, static c => Answer(c, false));
        ActForm.Map(routes, "/act/appeals/{id}/withdraw", ConsoleParts.Acts, static c =>
        {
            c.Host.Live.Appeals.Withdraw(c.Id, c.Act(), c.Revision);
            return $"{c.Id} was withdrawn.";
        });
    }

    private static string Note(ActContext context, string campaign)
    {
        context.Host.Live.Cases.Note(campaign, context.Act());
        return $"A note stands with {campaign}.";
    }

    private static string Assign(ActContext context, string campaign, long? revision)
    {
        var owner = context.Field("owner");
        context.Host.Live.Cases.Assign(campaign, owner.Length == 0 ? null : owner, context.Act(), revision);
        return owner.Length == 0 ? $"Nobody has {campaign} now." : $"{owner} has {campaign} now.";
    }

    private static string Close(ActContext context, string campaign, long? revision)
    {
        var verdict = Enum.GetValues<CaseVerdict>().Where(v => Case.Word(v) == context.Field("verdict")).Select(static v => (CaseVerdict?)v).FirstOrDefault()
            ?? throw new ActRefusedException(Refusal.Invalid, "say which verdict");
        var closed = context.Host.Live.Cases.Close(
            campaign, verdict, context.Field("hypothesis") is { Length: > 0 } hypothesis ? hypothesis : null, context.Field("duplicate_of") is { Length: > 0 } other ? other : null, context.Act(), revision);
        return $"The case of {campaign} is closed: {Case.Word(verdict).Replace('_', ' ')}." + (context.Host.Live.Cases.Taught(closed) is { } taught ? " " + taught.Text : "");
    }

    private static string Answer(ActContext context, bool upheld)
    {
        context.Host.Live.Appeals.Answer(context.Id, upheld, context.Act(), context.Revision);
        return upheld ? $"{context.Id} was upheld; the account is cleared." : $"{context.Id} was denied.";
    }

    /// <summary>One act on several campaigns. Each is its own: those that cannot be done are named, the others are done.</summary>
    private static string Several(ActContext context)
    {
        var ids = context.Form["ids"].OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count is 0 or > MostAtOnce)
            throw new ActRefusedException(Refusal.Invalid, ids.Count == 0 ? "mark the rows first" : $"mark at most {MostAtOnce} rows");
        context.Act();
        var (done, refused) = (0, new List<string>());
        foreach (var id in ids)
        {
            try
            {
                _ = context.Field("what") switch
                {
                    "assign" => Assign(context, id, null),
                    "note" => Note(context, id),
                    "close" => Close(context, id, null),
                    _ => throw new ActRefusedException(Refusal.Invalid, "say what to do"),
                };
                done++;
            }
            catch (ActRefusedException e)
            {
                refused.Add($"{id}: {e.Message}");
            }
        }

        return refused.Count == 0 ? $"Done for {done}." : $"Done for {done} of {ids.Count}. {string.Join("; ", refused.Take(5))}.";
    }
}
