namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>
/// Where the nodes of a picture stand: values at the right, groups in the middle, the accounts of open groups to their left as a block
/// with its own values beside it. Groups and values are ordered by the middle of what they are tied to, so that edges cross little.
/// </summary>
internal static class LinkLayout
{
    private const double TraitsAt = 820;
    private const double GroupsAt = 520;
    private const double AccountsAt = 370;
    private const double FinerAt = 20;
    private const double Least = 420;
    private const double Slot = 30;
    private const double Step = 18;
    private const int Wide = 14;
    private const int Sweeps = 8;

    /// <summary>Places all nodes.</summary>
    public static void Place(LinkGraph graph)
    {
        var groups = graph.Nodes.Where(static n => n.Category == 0).ToList();
        var traits = graph.Nodes.Where(static n => n.Category == 1).ToList();
        Untangle(graph, groups, traits);
        var slots = groups.Select(g => g.IsOpen ? Math.Max(Slot, (BlockRows(graph, g) * Step) + 16) : Slot).ToList();
        var height = Math.Max(Math.Max(Least, slots.Sum()), traits.Count * Slot);
        var spare = (height - slots.Sum()) / Math.Max(1, groups.Count);
        double top = 0;
        for (var i = 0; i < groups.Count; i++)
        {
            var room = slots[i] + spare;
            (groups[i].X, groups[i].Y) = (GroupsAt, top + (room / 2));
            if (groups[i].IsOpen)
                PlaceBlock(graph, groups[i], top + (room / 2));
            top += room;
        }

        for (var i = 0; i < traits.Count; i++)
            (traits[i].X, traits[i].Y) = (TraitsAt, height * (i + 0.5) / traits.Count);
    }

    private static int BlockRows(LinkGraph graph, LinkGraph.Node group)
    {
        var accounts = graph.Nodes.Count(n => n.Category == 2 && n.Group == group.Id);
        var finer = graph.Nodes.Count(n => n.Category == 3 && n.Group == group.Id);
        return Math.Max((accounts + Wide - 1) / Wide, (finer * 3 + 1) / 2);
    }

    private static void PlaceBlock(LinkGraph graph, LinkGraph.Node group, double middle)
    {
        var accounts = graph.Nodes.Where(n => n.Category == 2 && n.Group == group.Id).ToList();
        var rows = (accounts.Count + Wide - 1) / Wide;
        for (var i = 0; i < accounts.Count; i++)
            (accounts[i].X, accounts[i].Y) = (AccountsAt - (i % Wide * Step), middle + (((i / Wide) - ((rows - 1) / 2.0)) * Step));
        var finer = graph.Nodes.Where(n => n.Category == 3 && n.Group == group.Id).ToList();
        for (var i = 0; i < finer.Count; i++)
            (finer[i].X, finer[i].Y) = (FinerAt, middle + ((i - ((finer.Count - 1) / 2.0)) * Step * 1.5));
    }

    /// <summary>Orders both sides by turns, each by the mean place of what it is tied to; equal ones keep their order.</summary>
    private static void Untangle(LinkGraph graph, List<LinkGraph.Node> groups, List<LinkGraph.Node> traits)
    {
        var places = new Dictionary<string, double>(StringComparer.Ordinal);
        Number(groups, places);
        Number(traits, places);
        var isTrait = traits.Select(static t => t.Id).ToHashSet(StringComparer.Ordinal);
        var ties = graph.Edges.Where(e => isTrait.Contains(e.To)).ToList();
        var ofTrait = ties.ToLookup(static e => e.To, StringComparer.Ordinal);
        var ofGroup = ties.ToLookup(static e => e.From, StringComparer.Ordinal);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            Sort(traits, places, t => Mean(ofTrait[t.Id].Select(e => (places[e.From], e.Accounts))));
            Sort(groups, places, g => Mean(ofGroup[g.Id].Select(e => (places[e.To], e.Accounts))));
        }
    }

    private static double? Mean(IEnumerable<(double Place, int Weight)> ties)
    {
        double sum = 0, weight = 0;
        foreach (var (place, accounts) in ties)
        {
            var w = Math.Sqrt(accounts);
            (sum, weight) = (sum + (place * w), weight + w);
        }

        return weight == 0 ? null : sum / weight;
    }

    private static void Sort(List<LinkGraph.Node> nodes, Dictionary<string, double> places, Func<LinkGraph.Node, double?> middle)
    {
        var sorted = nodes.OrderBy(n => Math.Round(middle(n) ?? places[n.Id], 9)).ThenBy(static n => n.Id, StringComparer.Ordinal).ToList();
        nodes.Clear();
        nodes.AddRange(sorted);
        Number(nodes, places);
    }

    // From 0 to 1, so that both sides are on one scale whatever their number.
    private static void Number(List<LinkGraph.Node> nodes, Dictionary<string, double> places)
    {
        for (var i = 0; i < nodes.Count; i++)
            places[nodes[i].Id] = (i + 0.5) / nodes.Count;
    }
}
