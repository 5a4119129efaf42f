namespace Stillhound.Core.Cohorts;

/// <summary>Disjoint sets with path halving; the smallest element stands for its set, so results do not depend on order.</summary>
internal sealed class UnionFind
{
    private readonly int[] _parent;

    public UnionFind(int count)
    {
        _parent = new int[count];
        for (var i = 0; i < count; i++)
            _parent[i] = i;
    }

    public int Find(int item)
    {
        while (_parent[item] != item)
        {
            _parent[item] = _parent[_parent[item]];
            item = _parent[item];
        }

        return item;
    }

    public void Union(int first, int second)
    {
        first = Find(first);
        second = Find(second);
        if (first < second)
            _parent[second] = first;
        else
            _parent[first] = second;
    }
}
