using Stillhound.Core.Engine;

namespace Stillhound.Core.Tests.Engine;

/// <summary>A rehearsal is of use where it goes through all steps of a search.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public void It_proposes_refines_judges_and_founds()
    {
        var searches = new List<string>();

        var findings = Rehearsal.Search(searches.Add);

        searches.ShouldContain(static s => s.Contains("meaning ", StringComparison.Ordinal) && DoneFor("refine", s) > 0 && DoneFor("judge", s) > 0);
        findings.Campaigns.ShouldNotBeEmpty();
    }

    [Fact]
    public void It_is_always_alike()
    {
        var (first, second) = (Rehearsal.Search(null), Rehearsal.Search(null));
        first.Campaigns.Select(static c => (c.Id, c.Confidence)).ShouldBe(second.Campaigns.Select(static c => (c.Id, c.Confidence)));
    }

    /// <summary>The number behind a step's name, as in "refine 12 0.3 ms".</summary>
    private static int DoneFor(string step, string search)
    {
        var words = search.Split(' ');
        return int.Parse(words[Array.IndexOf(words, step) + 1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
