using System.Text;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Mapped;

/// <summary>
/// Source paths as a tree of names, walked beside the record. A whole dotted path is also tried as one name, because
/// flattened logs have members such as <c>client.ip</c>.
/// </summary>
internal sealed class PathNode
{
    private readonly List<(byte[] Name, PathNode Node)> _children = [];

    /// <summary>Field that the value here sets; none where the path goes on.</summary>
    public NativeField Field { get; private set; }

    /// <summary>Adds a path.</summary>
    /// <returns>False when it already has a field.</returns>
    public bool Add(string path, NativeField field)
    {
        var node = this;
        foreach (var part in path.Split('.'))
            node = node.Child(part);
        if (node.Field != NativeField.None)
            return false;
        node.Field = field;
        if (path.Contains('.', StringComparison.Ordinal))
            Child(path).Field = field;
        return true;
    }

    /// <summary>The node of a member, or null when nothing is wanted of it.</summary>
    public PathNode? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (childName, node) in _children)
        {
            if (name.SequenceEqual(childName))
                return node;
        }

        return null;
    }

    private PathNode Child(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var found = Find(bytes);
        if (found is null)
        {
            found = new PathNode();
            _children.Add((bytes, found));
        }

        return found;
    }
}
