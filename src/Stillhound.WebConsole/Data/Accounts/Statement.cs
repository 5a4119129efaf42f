using System.Globalization;
using System.Text;
using Stillhound.WebConsole.Data.Workspace;
using Stillhound.Core.Campaigns;

namespace Stillhound.WebConsole.Data.Accounts;

/// <summary>
/// A statement of reasons for the owner of an account: what was decided, for how long, on which grounds, and what can be done about it.
/// It names no other account, no measure that could be stayed under, and no person.
/// </summary>
internal static class Statement
{
    private const int LongestName = 400;
    private const int Width = 72;

    /// <summary>The text, in lines of at most <see cref="Width"/> characters but for names.</summary>
    /// <param name="account">The account.</param>
    /// <param name="campaign">The campaign that is asked for; null for the one that a decision follows from, or its first.</param>
    /// <param name="now">The date of the statement.</param>
    public static string Of(AccountView account, string? campaign, DateTimeOffset now)
    {
        var decision = Decision(account, campaign);
        var place = account.Campaigns.FirstOrDefault(p => p.Campaign.Id == (campaign ?? decision?.Campaign)) ?? (campaign is null && account.Campaigns.Count > 0 ? account.Campaigns[0] : null);
        var text = new StringBuilder();
        Line(text, "STATEMENT OF REASONS");
        Line(text, "");
        text.Append("Account:    ").Append(Name(account.Name)).Append('\n');
        Line(text, "Date:       " + Day(now));
        if (decision is not null)
            Line(text, "Reference:  " + decision.Id);
        Line(text, "");
        Head(text, "What was decided");
        Decided(text, decision, now);
        Head(text, "What it rests on");
        Rests(text, place);
        foreach (var finding in account.Findings.Take(1))
            Paragraph(text, "The use of the account by itself was also compared with that of accounts like it, and stands out from them " + Between(finding.FirstSeen, finding.LastSeen) + ".");
        Head(text, "How it was decided");
        Paragraph(text, decision switch
        {
            null => "The use of accounts is compared by automated means. No measure has been taken.",
            { ByPerson: true } => "The use of accounts is compared by automated means. A person looked at the result and approved the measure.",
            _ => "The use of accounts is compared by automated means, and the measure follows from rules that people have set. You can ask for a person to look at it.",
        });
        Head(text, "What you can do");
        Paragraph(text, "If you think that this is wrong, answer to the message with which you received this statement" + (decision is null ? "" : $" and give the reference {decision.Id}")
            + ". Say what the account is used for, who uses it, and which software sends its requests; a contract, a publication or the name of the software helps. "
            + "Somebody who did not take part in the decision will look at it, and you will be told what became of it and why.");
        Paragraph(text, "Other ways of redress that the law gives you stay open.");
        return text.ToString();
    }

    private static DecisionTable.Row? Decision(AccountView account, string? campaign)
    {
        var own = account.Decisions.Where(d => campaign is null || d.Campaign == campaign).ToList();
        return own.Find(d => d.Id == account.Standing?.Id) ?? own.Find(static d => d.IsActive) ?? own.FirstOrDefault();
    }

    private static void Decided(StringBuilder text, DecisionTable.Row? decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case null:
                Paragraph(text, "Nothing is decided about the account, and nothing about it is restricted.");
                break;
            case { IsActive: false }:
                Paragraph(text, "A measure is proposed and has not been decided. Until then nothing is restricted. The proposed measure is:");
                Paragraph(text, Grounds.Of(decision.Action));
                break;
            case { Simulated: true }:
                Paragraph(text, "A measure was decided as a trial. It is not carried out, and nothing about the account is restricted. The measure would be:");
                Paragraph(text, Grounds.Of(decision.Action));
                break;
            default:
                Paragraph(text, Grounds.Of(decision.Action));
                Paragraph(text, $"This holds since {Time(decision.From ?? now)} and ends by itself at {Time(decision.Until ?? now)}, unless it is lifted or extended. If it is extended, you will be told.");
                break;
        }
    }

    private static void Rests(StringBuilder text, AccountView.Place? place)
    {
        if (place is null)
        {
            Paragraph(text, "The account was found in no group of accounts that act together.");
            return;
        }

        Paragraph(text, (place.Accused == "end users" ? "Some of the end users that the account serves were" : place.Accused == "part" ? "A part of the use of the account was" : "The use of the account was")
            + " found to be so much like that of a group of other accounts that it is held to be directed by one party, which collects answers of our models on a large scale."
            + (place.AttachedAt is { } at ? $" This was first found on {Day(at)}." : ""));
        var grounds = place.Campaign.Evidence.Where(static e => e.Log10Lr > 0).Select(static e => Grounds.Of(e.Family)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (grounds.Count > 0)
        {
            Line(text, "What was looked at, and spoke for it:");
            foreach (var ground in grounds)
                Wrap(text, "- " + ground, "  ");
            Line(text, "");
        }

        var benign = place.Campaign.Explanations.Where(static e => e.Log10Odds < 0).ToList();
        if (benign.Count > 0)
            Paragraph(text, $"Ordinary reasons for such use were weighed against it, among them {List([.. benign.Take(4).Select(static e => Reason(e))])}, and explain it less well.");
    }

    private static string Reason(ExplanationItem item) => item.Hypothesis.Replace('_', ' ') switch { var words when words.All(static c => c is ' ' or (>= 'a' and <= 'z')) => words, _ => "other ordinary use" };

    private static string List(List<string> items) => items.Distinct(StringComparer.Ordinal).ToList() switch
    {
        [var one] => one,
        [.. var first, var last] => string.Join(", ", first) + " and " + last,
        _ => "",
    };

    private static string Between(DateTimeOffset from, DateTimeOffset to) => Day(from) == Day(to) ? $"on {Day(from)}" : $"between {Day(from)} and {Day(to)}";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A name on one line: what would begin another or turn the direction of writing is shown as a mark.</summary>
    private static string Name(string name)
    {
        var cut = name.Length > LongestName ? name[..LongestName] + "…" : name;
        return string.Concat(cut.EnumerateRunes().Select(static r => Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse ? "\uFFFD" : r.ToString()));
    }

    private static void Head(StringBuilder text, string title)
    {
        text.Append(title).Append('\n').Append('-', title.Length).Append('\n');
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static void Paragraph(StringBuilder text, string paragraph)
    {
        Wrap(text, paragraph, "");
        text.Append('\n');
    }

    private static void Wrap(StringBuilder text, string paragraph, string indent)
    {
        var at = 0;
        foreach (var word in paragraph.Split(' '))
        {
            if (at > 0 && at + 1 + word.Length > Width)
            {
                text.Append('\n').Append(indent);
                at = indent.Length;
            }
            else if (at > 0)
            {
                text.Append(' ');
                at++;
            }

            text.Append(word);
            at += word.Length;
        }

        text.Append('\n');
    }
}
