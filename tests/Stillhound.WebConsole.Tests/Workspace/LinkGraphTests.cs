using Stillhound.Core.Details;
using Stillhound.WebConsole.Data.Workspace;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Workspace;

public class LinkGraphTests
{
    private static CampaignDetail Detail(int members) => SampleCampaign.Folder(members).Details[0];

    [Fact]
    public void Two_who_look_see_the_same_picture()
    {
        var (first, second) = (Detail(400), Detail(400));
        var groups = TieGroups.Of(first);
        var open = groups.Groups.Take(2).Select(static g => g.Id).ToList();
        var one = LinkGraph.Of(groups, first, open);
        var other = LinkGraph.Of(TieGroups.Of(second), second, [.. open.AsEnumerable().Reverse()]);
        other.Nodes.Select(static n => (n.Id, n.Name, n.X, n.Y)).ShouldBe(one.Nodes.Select(static n => (n.Id, n.Name, n.X, n.Y)));
        other.Edges.ShouldBe(one.Edges);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(25_000)]
    public void The_picture_stays_small_whatever_is_opened(int members)
    {
        var detail = Detail(members);
        var groups = TieGroups.Of(detail);
        groups.Groups.Count.ShouldBeLessThanOrEqualTo(TieGroups.MostGroups);
        var graph = LinkGraph.Of(groups, detail, [.. groups.Groups.Select(static g => g.Id), "nothing of ours"]);
        (graph.Nodes.Count + graph.Edges.Count).ShouldBeLessThanOrEqualTo(LinkGraph.MostElements);
        graph.Nodes.Select(static n => n.Id).ShouldBeUnique();
        var there = graph.Nodes.Select(static n => n.Id).ToHashSet(StringComparer.Ordinal);
        graph.Edges.ShouldAllBe(e => there.Contains(e.From) && there.Contains(e.To));
        graph.Nodes.ShouldAllBe(static n => double.IsFinite(n.X) && double.IsFinite(n.Y));
    }

    [Fact]
    public void Every_member_is_in_one_group()
    {
        var groups = TieGroups.Of(Detail(1000)).Groups;
        groups.SelectMany(static g => g.Members).Order().ShouldBe(Enumerable.Range(0, 1000));
        groups.Select(static g => g.Id).ShouldBeUnique();
    }

    [Fact]
    public void A_group_that_is_opened_shows_its_accounts_and_says_how_many_more_there_are()
    {
        var detail = Detail(2000);
        var groups = TieGroups.Of(detail);
        var largest = groups.Groups[0];
        var graph = LinkGraph.Of(groups, detail, [largest.Id]);
        graph.Nodes.Count(static n => n.Account is not null).ShouldBe(OpenGroup.MostAccounts);
        graph.Nodes.ShouldContain(n => n.Name == $"and {largest.Members.Count - OpenGroup.MostAccounts:N0} more");
    }

    [Fact]
    public void No_two_nodes_stand_on_each_other()
    {
        var detail = Detail(500);
        var groups = TieGroups.Of(detail);
        var graph = LinkGraph.Of(groups, detail, [.. groups.Groups.Take(3).Select(static g => g.Id)]);
        graph.Nodes.Select(static n => (Math.Round(n.X), Math.Round(n.Y))).ShouldBeUnique();
    }
}
