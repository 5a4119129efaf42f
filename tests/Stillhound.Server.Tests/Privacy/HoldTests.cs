using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Privacy;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Privacy;

public sealed class HoldTests
{
    private static readonly Act Ann = new("ann", "a court asks");
    private readonly Desk _desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)));

    private Holds Holds => new(_desk.Book, _desk.Clock);

    [Fact]
    public void A_hold_stands_until_its_end_or_until_it_is_released()
    {
        var account = Holds.Set("a-1", null, _desk.Clock.Now.AddDays(30), Ann);
        var campaign = Holds.Set(null, "c-1", _desk.Clock.Now.AddDays(60), Ann);
        Holds.Standing.ShouldBe([account, campaign]);
        _desk.Clock.Pass(TimeSpan.FromDays(31));
        Holds.Standing.ShouldBe([campaign]);
        Holds.Release(campaign.Id, new Act("ben", "settled")).ReleasedBy.ShouldBe("ben");
        Holds.Standing.ShouldBeEmpty();
        Holds.All.Count.ShouldBe(2);
    }

    [Fact]
    public void A_restart_gives_what_was_there_before()
    {
        Holds.Set("a-1 <b>\u202e", null, _desk.Clock.Now.AddDays(30), Ann);
        Holds.Release(Holds.Set(null, "c-1", _desk.Clock.Now.AddDays(60), Ann).Id, Ann);
        var before = Holds.All;
        _desk.Restart();
        Holds.All.ShouldBe(before);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var later = _desk.Clock.Now.AddDays(1);
        Refused(() => Holds.Set(null, null, later, Ann), Refusal.Invalid);
        Refused(() => Holds.Set("a-1", "c-1", later, Ann), Refusal.Invalid);
        Refused(() => Holds.Set("", null, later, Ann), Refusal.Invalid);
        Refused(() => Holds.Set("a-1", null, _desk.Clock.Now, Ann), Refusal.Invalid);
        Refused(() => Holds.Set("a-1", null, _desk.Clock.Now.AddYears(11), Ann), Refusal.Invalid);
        Refused(() => Holds.Set("a-1", null, later, new Act("ann", "")), Refusal.Invalid);
        Refused(() => Holds.Set(null, "c-9", later, Ann), Refusal.Unknown);
        Refused(() => Holds.Release("h-9", Ann), Refusal.Unknown);
        var hold = Holds.Set("a-1", null, later, Ann);
        Holds.Release(hold.Id, Ann);
        Refused(() => Holds.Release(hold.Id, Ann), Refusal.Conflict);
    }

    private static void Refused(Action act, Refusal why) => Should.Throw<ActRefusedException>(act).Refusal.ShouldBe(why);
}
