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
        var links = new Dictionary<int, double>();
        moved = false;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var changed = false;
            for (var node = 0; node < graph.Nodes; node++)
            {
                links.Clear();
                foreach (var (other, weight) in graph.NeighboursOf(node))
                    links[community[other]] = links.GetValueOrDefault(community[other]) + weight;
                var own = community[node];
                total[own] -= graph.Strength[node];
                var best = own;
                var bestGain = links.GetValueOrDefault(own) - (total[own] * graph.Strength[node] / graph.Total);
                foreach (var (candidate, weight) in links)
                {
                    var gain = weight - (total[candidate] * graph.Strength[node] / graph.Total);
                    if (gain > bestGain + 1e-9 || (gain > bestGain - 1e-9 && candidate < best))
                        (best, bestGain) = (candidate, gain);
                }

                total[best] += graph.Strength[node];
                changed |= best != own;
                community[node] = best;
            }

            if (!changed)
                break;
            moved = true;
        }

        return community;
    }

    private static int Renumber(int[] communities)
    {
        var names = new Dictionary<int, int>();
        for (var i = 0; i < communities.Length; i++)
        {
            if (!names.TryGetValue(communities[i], out var name))
                names[communities[i]] = name = names.Count;
            communities[i] = name;
        }

        return names.Count;
    }

    private static List<int[]> Split(int nodes, List<Edge> edges, int[] membership)
    {
        var sets = new UnionFind(nodes);
        foreach (var edge in edges)
        {
            if (membership[edge.A] == membership[edge.B])
                sets.Union(edge.A, edge.B);
        }

        var parts = new SortedDictionary<int, List<int>>();
        for (var node = 0; node < nodes; node++)
        {
            var root = sets.Find(node);
            if (!parts.TryGetValue(root, out var part))
                parts[root] = part = [];
            part.Add(node);
        }

        return [.. parts.Values.Where(p => p.Count > 1).Select(p => p.ToArray())];
    }

    private sealed class Graph
    {
        private readonly int[] _starts;
        private readonly (int Node, double Weight)[] _neighbours;
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
            _neighbours = new (int, double)[_starts[nodes]];
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

        public ReadOnlySpan<(int Node, double Weight)> NeighboursOf(int node) =>
            _neighbours.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

        public Graph Aggregate(int[] communities, int count)
        {
            var loops = new double[count];
            var weights = new SortedDictionary<(int, int), double>();
            for (var node = 0; node < Nodes; node++)
            {
                var a = communities[node];
                loops[a] += _loops[node];
                foreach (var (other, weight) in NeighboursOf(node))
                {
                    if (other < node)
                        continue;
                    var b = communities[other];
                    if (a == b)
                        loops[a] += weight;
                    else
                        weights[(Math.Min(a, b), Math.Max(a, b))] = weights.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b))) + weight;
                }
            }

            return new Graph(count, [.. weights.Select(w => new Edge(w.Key.Item1, w.Key.Item2, (float)w.Value))], loops);
        }
    }
}
