using Stillhound.Core.Campaigns;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Campaigns;

public sealed class CampaignHistoryTests
{
    [Fact]
    public void What_happens_all_the_time_is_counted_by_day()
    {
        var history = new CampaignHistory();
        for (var hour = 0; hour < 48; hour++)
            history.Count(Request.Monday + (hour * Request.Hour), CampaignChange.Attached, 2, special: hour < 24 ? 1 : 0);
        var notes = history.Notes();
        notes.Select(static n => (n.What, n.Accounts)).ShouldBe([(CampaignChange.Attached, 48), (CampaignChange.Attached, 48)]);
        notes[0].Text.ShouldBe("48 accounts came in: 24 on sight of its phrases or settings, 24 by search");
        notes[1].Text.ShouldBe("48 accounts came in: by search");
    }

    [Fact]
    public void It_is_bounded_and_sums_up_the_oldest_routine_first()
    {
        var history = new CampaignHistory();
        history.Add(Request.Monday, CampaignChange.Proposed, 10, "shared phrases");
        for (var day = 0; day < 1000; day++)
        {
            history.Count(Request.Monday + (day * Request.Day), CampaignChange.Attached, 1);
            if (day % 100 == 0)
                history.Add(Request.Monday + (day * Request.Day), CampaignChange.Tier, 10, "odds", detail: "moved from watch to review");
        }

        var notes = history.Notes();
        notes.Count.ShouldBe(CampaignHistory.Most);
        notes[0].What.ShouldBe(CampaignChange.Proposed);
        notes.Count(static n => n.What == CampaignChange.Tier).ShouldBe(10);
        notes.Where(static n => n.What == CampaignChange.Attached).Sum(static n => n.Accounts).ShouldBe(1000);
        var summed = notes.Single(static n => n.Until is not null);
        summed.Text.ShouldContain("summed up");
        notes.Select(static n => n.Time).ShouldBeInOrder();
    }

    [Fact]
    public void It_is_bounded_whatever_happens()
    {
        var history = new CampaignHistory();
        for (var i = 0; i < 2000; i++)
            history.Add(Request.Monday + (i * Request.Hour), i % 2 == 0 ? CampaignChange.Tier : CampaignChange.Absorbed, 5, "why", "c-1", "moved");
        history.Notes().Count.ShouldBe(CampaignHistory.Most);
        // The number of a tier entry is how many accounts there were, so it is not added up.
        history.Notes().Where(static n => n.What == CampaignChange.Tier).ShouldAllBe(static n => n.Accounts == 5);
    }

    [Fact]
    public void Every_kind_of_change_has_words()
    {
        var history = new CampaignHistory();
        foreach (var what in Enum.GetValues<CampaignChange>())
            history.Add(Request.Monday, what, 3, "why", "c-other", "moved");
        history.Notes().ShouldAllBe(static n => n.Text.Length > 0);
    }

    [Fact]
    public void A_label_changes_when_a_new_one_has_held_for_a_day()
    {
        var label = new SettledLabel();
        label.Settle("a", 0).ShouldBeNull();
        label.Settle("b", Request.Hour).ShouldBeNull();
        label.Settle("a", 2 * Request.Hour).ShouldBeNull();
        label.Settle("b", 3 * Request.Hour).ShouldBeNull();
        label.Settle("b", Request.Day).ShouldBeNull();
        label.Settle("b", (3 * Request.Hour) + Request.Day).ShouldBe("a");
        label.Text.ShouldBe("b");
    }
}
