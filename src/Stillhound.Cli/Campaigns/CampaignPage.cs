using System.Globalization;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Campaigns;

/// <summary><c>stillhound campaigns show</c>: one campaign with everything that is known of it.</summary>
internal sealed class CampaignPage(TextWriter output, Screen screen)
{
    private const string Indent = "  ";

    public void Write(WrittenCampaign written, int mostMembers)
    {
        var campaign = written.Finding;
        Line("", $"{campaign.Id}  {ReportText.Tier(campaign.Tier)}  {campaign.Title}");
        if (campaign.Summary.Length > 0)
            Line(Indent, campaign.Summary);
        WriteFigures(campaign, written.Accounts, written.Leak);
        WriteEvidence(campaign);
        WriteHistory(campaign);
        WriteMembers(campaign, mostMembers);
        WriteComponents(campaign, mostMembers);
    }

    private void WriteFigures(CampaignFinding campaign, long accounts, double leak)
    {
        Line(Indent, $"{ReportText.Count(accounts, "account")}, {ReportText.Count(campaign.Exchanges, "exchange")}, confidence {ReportText.Percent(campaign.Confidence)}, leak {ReportText.Percent(leak)}");
        Line(Indent, $"first seen {CampaignList.Minute(campaign.FirstSeen)}, last seen {CampaignList.Minute(campaign.LastSeen)} UTC");
        Line(Indent, campaign.DetectedAt is { } at
            ? $"detected {CampaignList.Minute(at)}, after {ReportText.Count(campaign.ExchangesBeforeDetection, "exchange")}"
            : "not detected: it never stood at tier review");
        if (campaign.SuccessorOf is { } older)
            Line(Indent, $"it resembles {older}, which ended before it");
        if (campaign.LikelyOf is { } whole)
            Line(Indent, $"they likely belong to {whole}, each by less than nine in ten; the evidence is that of the whole");
        if (campaign.Error is { HeldBack: true } error)
            Line(Indent, string.Create(CultureInfo.InvariantCulture, $"its odds would do for act; the budget of false accusations does not cover it yet (accrued {error.Accrued:0.###} of 1)"));
        if (campaign.Targets.Count > 0)
            Line(Indent, "targets: " + string.Join(", ", campaign.Targets.Select(static t => $"{t.Capability.Replace('_', ' ')} {ReportText.Percent(t.Share)}")));
    }

    private void WriteEvidence(CampaignFinding campaign)
    {
        Head("Evidence");
        foreach (var item in campaign.Evidence)
        {
            Line(Indent, $"{item.Family}: {item.Text} ({ReportText.Weight(item.Log10Lr)})");
            if (item.Refute.Length > 0)
                Line(Indent + Indent, item.Refute);
        }

        Head("Benign explanations, odds against the campaign");
        foreach (var item in campaign.Explanations)
            Line(Indent, $"{item.Hypothesis}: {ReportText.Odds(item.Log10Odds)}. {item.Text}");
    }

    private void WriteHistory(CampaignFinding campaign)
    {
        Head("History, UTC");
        foreach (var note in campaign.History)
            Line(Indent, $"{CampaignList.Minute(note.Time)}  {note.Text}", hanging: 18);
    }

    private void WriteMembers(CampaignFinding campaign, int most)
    {
        var shown = campaign.Members.Take(most).ToList();
        Head(shown.Count < campaign.Members.Count
            ? $"Members, {ReportText.Count(shown.Count)} of {ReportText.Count(campaign.Members.Count)} (--members N or all)"
            : $"Members, all {ReportText.Count(shown.Count)}");
        if (shown.Count == 0)
            return;
        var table = new TextTable(
            [
                new("account", Keep: 6), new("confidence", Keep: 3, Right: true), new("attached", Keep: 4), new("exchanges", Keep: 4, Right: true),
                new("before", Keep: 2, Right: true),
            ], screen);
        foreach (var member in shown)
        {
            table.Add(Tier.Watch,
            [
                member.Account, ReportText.Percent(member.Confidence), CampaignList.Minute(member.AttachedAt), ReportText.Count(member.Exchanges),
                ReportText.Count(member.ExchangesBeforeAttach),
            ]);
        }

        table.Write(output);
    }

    private void WriteComponents(CampaignFinding campaign, int most)
    {
        if (campaign.Components.Count == 0)
            return;
        Head($"Accused only in part, {ReportText.Count(campaign.Components.Count, "account")}; the rest of their traffic is not");
        // Accounts that serve others are few, and theirs is the list of end users to look at.
        foreach (var part in campaign.Components.OrderByDescending(static c => c.ByEndUser).Take(most))
        {
            Line(Indent, $"of {part.Account}: {ReportText.Count(part.Exchanges, "exchange")}, {ReportText.Percent(part.Share)} of its traffic, with {part.Template}");
            if (part.ByEndUser)
                Line(Indent + Indent, "no member: only its end users " + string.Join(", ", part.EndUsers.Take(12).Select(static u => $"{u.Key} ({ReportText.Count(u.Exchanges)})")));
        }
    }

    private void Head(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    /// <summary>Writes a line, broken at spaces; what follows the first line hangs a little.</summary>
    private void Line(string indent, string text, int hanging = 2)
    {
        var rest = Printable.Line(text).AsSpan();
        var lead = indent;
        while (rest.Length > screen.Width - lead.Length)
        {
            var cut = rest[..(screen.Width - lead.Length)].LastIndexOf(' ');
            if (cut <= 0)
                break;
            output.WriteLine(string.Concat(lead, rest[..cut]));
            rest = rest[(cut + 1)..];
            lead = indent + new string(' ', hanging);
        }

        output.WriteLine(string.Concat(lead, rest));
    }
}
