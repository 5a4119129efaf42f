using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.State;

public sealed class LabelMoveTests
{
    private static readonly ContextLabel Hosts = new("hosts", ContextKind.Hosting);
    private static readonly ContextLabel Relays = new("relays", ContextKind.Vpn);
    private static readonly ContextLabel Mail = new("mail", ContextKind.DisposableMail);

    [Fact]
    public void Bits_follow_their_labels()
    {
        var move = new LabelMove([Hosts, Relays, Mail], [Mail, Hosts]);
        move.IsNone.ShouldBeFalse();
        move.Of(0b111).ShouldBe(0b011u);
        move.Of(0b010).ShouldBe(0u);
        move.Of(0b100 | ContextLabel.ListsDiffer | ContextLabel.RecordDiffers).ShouldBe(0b001 | ContextLabel.ListsDiffer | ContextLabel.RecordDiffers);
    }

    [Fact]
    public void Lists_that_come_behind_move_nothing() => new LabelMove([Hosts], [Hosts, Mail]).IsNone.ShouldBeTrue();

    [Fact]
    public void What_lists_said_is_told_of_the_same_lists_after_others_came()
    {
        var options = new EngineOptions { ContextLabels = [Hosts, Mail], Search = TimeSpan.FromHours(12) };
        var world = new LivedWorld(85, people: 60) { Options = options };
        world.World.Facts[0] = world.World.Facts[0] with { ContextLabels = 0b10 };
        var labelled = world.World.Facts.Select(static (f, i) => f with { ContextLabels = i % 3 == 0 ? 0b10u : 0 }).ToList();
        var engine = new DetectionEngine(options, labelled, world.World.Events);
        world.Feed(engine, 0, 90);
        var restored = Saved.Again(engine, options with { ContextLabels = [Mail, Relays, Hosts] });
        world.Feed(engine, 90);
        world.Feed(restored, 90);
        var (before, after) = (engine.Complete(), restored.Complete());
        after.Campaigns.Count.ShouldBe(before.Campaigns.Count);
        for (var i = 0; i < before.Campaigns.Count; i++)
        {
            var mail = before.Campaigns[i].Context.Single(static c => c.Lists.Any(static l => l.List == "mail"));
            after.Campaigns[i].Context.Single(static c => c.Lists.Any(static l => l.List == "mail")).Accounts.ShouldBe(mail.Accounts);
        }
    }
}
