using System.Globalization;
using Stillhound.WebConsole.Parts;
using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>
/// Groups of members and what they share, as a picture that stays small whatever the size of the campaign: a group becomes its accounts
/// when somebody opens it. The same groups opened give the same picture.
/// </summary>
internal sealed class LinkGraph
{
    /// <summary>Most nodes and edges together.</summary>
    public const int MostElements = 1500;

    private readonly List<Node> _nodes = [];
    private readonly List<Edge> _edges = [];

    /// <summary>What kinds of nodes there are, in the order of <see cref="Node.Category"/>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["group of accounts", "shared value", "account", "value within a group"];

    /// <summary>The nodes.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The edges.</summary>
    public IReadOnlyList<Edge> Edges => _edges;

    /// <summary>Whether something was left out so that the picture stays small.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Makes the picture.</summary>
    /// <param name="view">The groups.</param>
    /// <param name="detail">The campaign.</param>
    /// <param name="open">Identifiers of the groups that are open; others than there are do nothing.</param>
    public static LinkGraph Of(TieGroups view, CampaignDetail detail, IReadOnlyCollection<string> open)
    {
        var graph = new LinkGraph();
        for (var t = 0; t < view.Traits.Count; t++)
        {
            if (view.Groups.Any(g => Ties(g, t)))
                graph.Add(new Node("t" + Number(t), view.Traits[t].Name, 1, view.Traits[t].Trait.Members.Count) { Told = $"{Words.Share(view.Traits[t].Share)} of the members, {Words.Share(view.Traits[t].Others, 2)} of everybody" });
        }

        foreach (var group in view.Groups)
        {
            graph.Add(new Node(group.Id, Words.Of(group.Members.Count, "account"), 0, group.Members.Count)
            {
                Group = group.Id,
                IsOpen = open.Contains(group.Id, StringComparer.Ordinal),
                Told = Shared(view, group),
            });
            for (var t = 0; t < group.Having.Count; t++)
            {
                if (Ties(group, t))
                    graph.Add(new Edge(group.Id, "t" + Number(t), group.Having[t]));
            }
        }

        foreach (var group in view.Groups.Where(g => open.Contains(g.Id, StringComparer.Ordinal)))
            graph.Open(group, view, detail);
        LinkLayout.Place(graph);
        return graph;
    }

    /// <summary>What the members of a group share, in words.</summary>
    public static string Shared(TieGroups view, TieGroup group)
    {
        var names = Enumerable.Range(0, group.Having.Count).Where(t => group.Having[t] == group.Members.Count).Select(t => view.Traits[t].Name).ToList();
        return names.Count == 0 ? "none of the strongest values" : string.Join(", ", names);
    }

    // A line stands for what most of the group share; fainter ties would hide it.
    private static bool Ties(TieGroup group, int trait) => group.Having[trait] * 2 >= group.Members.Count;

    private void Open(TieGroup group, TieGroups view, CampaignDetail detail)
    {
        var (shown, finer) = view.Open(group);
        var before = _nodes.Count;
        foreach (var member in shown)
        {
            // Its node, the edge to its group, and one for each value.
            if (_nodes.Count + _edges.Count + 2 + finer.Count > MostElements - 2)
            {
                IsFull = true;
                break;
            }

            Add(new Node("m" + Number(member), detail.Members[member].Account, 2, 1) { Group = group.Id, Account = detail.Members[member].Account, Told = detail.Members[member].Account });
            Add(new Edge(group.Id, "m" + Number(member), 1));
        }

        var there = _nodes.Skip(before).Select(static n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (trait, having) in finer)
            AddFiner(group, trait, [.. having.Where(m => there.Contains("m" + Number(m)))]);
        if (there.Count < group.Members.Count && Room(2))
        {
            Add(new Node(group.Id + "+", $"and {Words.Count(group.Members.Count - there.Count)} more", 2, group.Members.Count - there.Count) { Group = group.Id, Told = "those with most exchanges are shown; the table of members has all" });
            Add(new Edge(group.Id, group.Id + "+", group.Members.Count - there.Count));
        }
    }

    private void AddFiner(TieGroup group, StrongTrait trait, List<int> having)
    {
        if (having.Count < 2)
            return;
        if (!Room(1 + having.Count + 2))
        {
            IsFull = true;
            return;
        }

        var id = group.Id + "/" + trait.Name;
        Add(new Node(id, trait.Name, 3, having.Count) { Group = group.Id, Told = $"{Words.Of(having.Count, "account")} of those shown" });
        foreach (var member in having)
            Add(new Edge(id, "m" + Number(member), 1));
    }

    private bool Room(int more) => _nodes.Count + _edges.Count + more <= MostElements;

    private void Add(Node node) => _nodes.Add(node);

    private void Add(Edge edge) => _edges.Add(edge);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A node.</summary>
    /// <param name="Id">Identifier inside the picture.</param>
    /// <param name="Name">What stands beside it.</param>
    /// <param name="Category">Index in <see cref="Kinds"/>.</param>
    /// <param name="Accounts">Accounts that it stands for.</param>
    internal sealed record Node(string Id, string Name, int Category, int Accounts)
    {
        /// <summary>The group that it is or belongs to; empty for values of all.</summary>
        public string Group { get; init; } = "";

        /// <summary>The account that it is; null for others.</summary>
        public string? Account { get; init; }

        /// <summary>Whether it is an open group.</summary>
        public bool IsOpen { get; init; }

        /// <summary>What is told of it.</summary>
        public string Told { get; init; } = "";

        /// <summary>Where it stands.</summary>
        public double X { get; set; }

        /// <inheritdoc cref="X"/>
        public double Y { get; set; }
    }

    /// <summary>An edge.</summary>
    /// <param name="From">A node.</param>
    /// <param name="To">Another.</param>
    /// <param name="Accounts">Accounts that it stands for.</param>
    internal sealed record Edge(string From, string To, int Accounts);
}
