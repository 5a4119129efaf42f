using System.Globalization;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Replaying;

namespace Stillhound.Cli.Replaying;

/// <summary>A comparison for people.</summary>
internal static class ReplayText
{
    public static void Write(ReplayDiff diff, TextWriter output)
    {
        var journal = diff.Journal;
        output.WriteLine(Line($"played {journal.Frames:#,0} frames from the oldest that is kept (position {journal.From}, begun {journal.Since:yyyy-MM-dd HH:mm} UTC) to position {journal.To}"));
        if (journal.SkippedBytes > 0)
            output.WriteLine(Line($"passed over {journal.SkippedBytes:#,0} damaged bytes"));
        output.WriteLine(Side("now ", diff.Before));
        output.WriteLine(Side("with", diff.After));
        output.WriteLine();
        Campaigns(diff.Campaigns, output);
        Decisions(diff.Decisions, output);
    }

    private static void Campaigns(IReadOnlyList<CampaignPair> pairs, TextWriter output)
    {
        var changed = false;
        foreach (var (before, after) in pairs)
        {
            if (before is null || after is null)
                output.WriteLine($"{(before is null ? "found " : "missed")}  {Campaign(before ?? after!)}");
            else if (before.Tier != after.Tier)
                output.WriteLine(Line($"tier    {before.Id} {Word(before.Tier)} -> {Word(after.Tier)}"));
            else
                continue;
            changed = true;
        }

        if (!changed)
            output.WriteLine("the campaigns are the same");
    }

    private static void Decisions(PolicyDiff diff, TextWriter output)
    {
        if (diff.Campaigns.Count == 0)
        {
            output.WriteLine("the decisions are the same");
            return;
        }

        foreach (var d in diff.Campaigns)
        {
            var what = d.Before is null ? "comes" : d.After is null ? "goes" : "changes";
            output.WriteLine(Line($"{what,-7} {d.Campaign} {Step(d.Before)} -> {Step(d.After)}: {d.Came:#,0} accounts come, {d.Went:#,0} go, {d.Stayed:#,0} stay; spend {Money(d.SpendMicros)}"));
        }

        output.WriteLine(Line($"in all  {diff.Came:#,0} accounts come, {diff.Went:#,0} go, {diff.Harder:#,0} are hit harder, {diff.Softer:#,0} less hard; spend {Money(diff.SpendMicros)}"));
    }

    private static string Side(string name, ReplaySide side) => Line(
        $"{name}  {Printable.Line(side.Config)}: {side.Plans.Count:#,0} campaigns, {side.Acted.Count():#,0} decisions{(side.Policy.Mode == PolicyMode.Simulate ? " (simulated)" : "")}, spend {side.Acted.Sum(static p => p.Blast.SpendMicros) / 1e6:#,0.00}");

    private static string Campaign(CampaignFinding c) => Line($"{c.Id} {Word(c.Tier)}, {c.Members.Count:#,0} accounts: {Printable.Line(c.Title)}");

    private static string Step(LadderStep? step) => step is null ? "nothing" : ActionWords.Of(step.Action)
        + (step.TokensPerDay > 0 ? Line($" {step.TokensPerDay:#,0}/day") : step.RequestsPerMinute > 0 ? Line($" {step.RequestsPerMinute:#,0}/min") : "");

    private static string Word(Tier tier) => tier.ToString().ToLowerInvariant();

    private static string Money(long micros) => (micros / 1e6).ToString("+#,0.00;-#,0.00;0", CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
