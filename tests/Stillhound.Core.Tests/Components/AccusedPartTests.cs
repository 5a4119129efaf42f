using Stillhound.Core.Components;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Components;

public class AccusedPartTests
{
    private const long SixHours = 6 * Request.Hour;

    [Fact]
    public void Counts_what_came_after_a_time_to_the_six_hours()
    {
        var profile = ProfileOf.Times(Enumerable.Range(0, 40).Select(static i => Request.Monday + (i * Request.Hour)));

        AccusedPart.CountSince(profile, Request.Monday).ShouldBe(40);
        AccusedPart.CountSince(profile, Request.Monday + (2 * SixHours)).ShouldBe(28);
        AccusedPart.CountSince(profile, Request.Monday + (2 * SixHours) + (SixHours / 2)).ShouldBe(25);
        AccusedPart.CountSince(profile, Request.Monday + (30 * SixHours)).ShouldBe(0);
    }

    [Fact]
    public void Its_share_is_that_of_the_traffic_since_it_was_looked_for()
    {
        var whole = ProfileOf.Times(Enumerable.Range(0, 100).Select(static i => Request.Monday + (i * Request.Hour)));
        var since = Request.Monday + (10 * SixHours);
        var component = ProfileOf.Times(Enumerable.Range(0, 10).Select(i => since + (i * 4 * Request.Hour)));
        var part = new AccusedPart();
        part.Add(component, null, since, attachedMs: 0);
        part.Compare(whole);

        part.Share.ShouldBe(0.25);
        part.Before.ShouldBe(10, "it was never attached");
    }

    [Fact]
    public void Components_with_different_settings_add_up()
    {
        var part = new AccusedPart();
        part.Add(ProfileOf.Times(Request.Monday, Request.Monday + Request.Hour), null, Request.Monday, Request.Monday + SixHours);
        part.Add(ProfileOf.Times(Request.Monday + (2 * SixHours)), null, Request.Monday + SixHours, Request.Monday + SixHours);

        part.Exchanges.ShouldBe(3);
        part.Before.ShouldBe(2);
        part.SinceMs.ShouldBe(Request.Monday);
        part.LastMs.ShouldBe(Request.Monday + (2 * SixHours));
    }
}
