namespace Stillhound.Core.Cohorts;

/// <summary>
/// Communities of a weighted graph by modularity: local moving and aggregation until nothing improves (Blondel et al.,
/// "Fast unfolding of communities in large networks", 2008), then every community is cut into its connected parts, which is
/// what Leiden adds that matters here (Traag, Waltman and van Eck, 2019). Nodes move in order of index, so the result is
/// reproducible.
/// </summary>
internal static class Communities
{
    private const int MostPasses = 12;

    /// <summary>Communities of two or more nodes, each ascending, in order of their first node.</summary>
    public static List<int[]> Find(int nodes, List<Edge> edges)
    {
        var membership = Enumerable.Range(0, nodes).ToArray();
        var graph = new Graph(nodes, edges, new double[nodes]);
        while (true)
        {
            var communities = Move(graph, out var moved);
            var count = Renumber(communities);
            for (var node = 0; node < nodes; node++)
                membership[node] = communities[membership[node]];
            if (!moved || count == graph.Nodes)
                break;
            graph = graph.Aggregate(communities, count);
        }

        return Split(nodes, edges, membership);
    }

    private static int[] Move(Graph graph, out bool moved)
    {
        var community = Enumerable.Range(0, graph.Nodes).ToArray();
        var total = (double[])graph.Strength.Clone();
        // Weights of the links from one node to each community; the touched ones are cleared after it.
        var links = new double[graph.Nodes];
        var touched = new List<int>();
        moved = false;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var changed = false;
            for (var node = 0; node < graph.Nodes; node++)
            {
                foreach (var (other, weight) in graph.NeighboursOf(node))
                {
                    if (links[community[other]] == 0)
                        touched.Add(community[other]);
                    links[community[other]] += weight;
                }

                if (touched.Count == 0)
                    continue;
                var own = community[node];
                total[own] -= graph.Strength[node];
                var best = Best(graph, node, own, links, total, touched);
                total[best] += graph.Strength[node];
                changed |= best != own;
                community[node] = best;
                foreach (var candidate in touched)
                    links[candidate] = 0;
                touched.Clear();
            }

            if (!changed)
                break;
            moved = true;
        }

        return community;
    }

    private static int Best(Graph graph, int node, int own, double[] links, double[] total, List<int> candidates)
    {
        var share = graph.Strength[node] / graph.Total;
        var best = own;
        var bestGain = links[own] - (total[own] * share);
        foreach (var candidate in candidates)
        {
            var gain = links[candidate] - (total[candidate] * share);
            if (gain > bestGain + 1e-9 || (gain > bestGain - 1e-9 && candidate < best))
                (best, bestGain) = (candidate, gain);
        }

        return best;
    }

    private static int Renumber(int[] communities)
    {
        var names = new int[communities.Length];
        var count = 0;
        for (var i = 0; i < communities.Length; i++)
        {
            ref var name = ref names[communities[i]];
            if (name == 0)
                name = ++count;
            communities[i] = name - 1;
        }

        return count;
    }

    private static List<int[]> Split(int nodes, List<Edge> edges, int[] membership)
    {
        var sets = new UnionFind(nodes);
        foreach (var edge in edges)
        {
            if (membership[edge.A] == membership[edge.B])
                sets.Union(edge.A, edge.B);
        }

        // The smallest node stands for its part, so parts come up in order of their first node.
        var sizes = new int[nodes];
        for (var node = 0; node < nodes; node++)
            sizes[sets.Find(node)]++;
        var parts = new int[nodes][];
        var filled = new int[nodes];
        var found = new List<int[]>();
        for (var node = 0; node < nodes; node++)
        {
            var root = sets.Find(node);
            if (sizes[root] < 2)
                continue;
            if (parts[root] is null)
                found.Add(parts[root] = new int[sizes[root]]);
            parts[root][filled[root]++] = node;
        }

        return found;
    }

    private sealed class Graph
    {
        private readonly int[] _starts;
        private readonly (int Node, float Weight)[] _neighbours;
        private readonly double[] _loops;

        public Graph(int nodes, List<Edge> edges, double[] loops)
        {
            Nodes = nodes;
            _loops = loops;
            _starts = new int[nodes + 1];
            foreach (var edge in edges)
            {
                _starts[edge.A + 1]++;
                _starts[edge.B + 1]++;
            }

            for (var i = 0; i < nodes; i++)
                _starts[i + 1] += _starts[i];
            var at = (int[])_starts.Clone();
            _neighbours = new (int, float)[_starts[nodes]];
            Strength = new double[nodes];
            foreach (var edge in edges)
            {
                _neighbours[at[edge.A]++] = (edge.B, edge.Weight);
                _neighbours[at[edge.B]++] = (edge.A, edge.Weight);
                Strength[edge.A] += edge.Weight;
                Strength[edge.B] += edge.Weight;
            }

            for (var i = 0; i < nodes; i++)
                Strength[i] += 2 * loops[i];
            Total = Math.Max(1e-12, Strength.Sum());
        }

        public int Nodes { get; }

        public double[] Strength { get; }

        public double Total { get; }

        public ReadOnlySpan<(int Node, float Weight)> NeighboursOf(int node) =>
            _neighbours.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

        public Graph Aggregate(int[] communities, int count)
        {
            var loops = new double[count];
            var edges = new List<Edge>();
            var weights = new double[count];
            var touched = new List<int>();
            var (starts, members) = ByCommunity(communities, count);
            for (var a = 0; a < count; a++)
            {
                foreach (var node in members.AsSpan(starts[a]..starts[a + 1]))
                {
                    loops[a] += _loops[node];
                    foreach (var (other, weight) in NeighboursOf(node))
                    {
                        var b = communities[other];
                        if (a == b)
                            loops[a] += weight / 2.0; // met from both ends
                        else if (b > a)
                        {
                            if (weights[b] == 0)
                                touched.Add(b);
                            weights[b] += weight;
                        }
                    }
                }

                touched.Sort();
                foreach (var b in touched)
                {
                    edges.Add(new Edge(a, b, (float)weights[b]));
                    weights[b] = 0;
                }

                touched.Clear();
            }

            return new Graph(count, edges, loops);
        }

        private static (int[] Starts, int[] Members) ByCommunity(int[] communities, int count)
        {
            var starts = new int[count + 1];
            foreach (var community in communities)
                starts[community + 1]++;
            for (var a = 0; a < count; a++)
                starts[a + 1] += starts[a];
            var at = (int[])starts.Clone();
            var members = new int[communities.Length];
            for (var node = 0; node < communities.Length; node++)
                members[at[communities[node]]++] = node;
            return (starts, members);
        }
    }
}
