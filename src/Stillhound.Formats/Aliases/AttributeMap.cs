using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>
/// The user's own names for native fields, which go before the ones that come with the program: for
/// <c>client.ja4</c> the attribute <c>tls_fingerprint</c>, for <c>account</c> the header <c>x-tenant-id</c>.
/// </summary>
public sealed class AttributeMap
{
    private readonly Dictionary<AliasTarget, IReadOnlyList<string>> _fields = [];

    /// <summary>Names for one field at most.</summary>
    public const int MaxNames = 100;

    /// <summary>Makes a map.</summary>
    /// <param name="attributes">
    /// Names in order of preference, by native field: its dotted path, or the last part of it (<c>ja4</c>). A name with dots
    /// also leads into objects.
    /// </param>
    /// <exception cref="InputException">A field or a name is not one; says which.</exception>
    public AttributeMap(IReadOnlyDictionary<string, IReadOnlyList<string>> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var (field, names) in attributes)
            Add(field, names);
    }

    internal IEnumerable<KeyValuePair<AliasTarget, IReadOnlyList<string>>> Fields => _fields;

    private void Add(string field, IReadOnlyList<string> names)
    {
        var target = Alias.TargetOf(field) ?? throw new InputException($"attributes: {field} is not a native field");
        if (names.Count is 0 or > MaxNames)
            throw new InputException($"attributes: {field} must have 1 to {MaxNames} names");
        foreach (var name in names)
        {
            if (!new AliasNode().Add(name, default))
                throw new InputException($"attributes: {field}: the name \"{name}\" is empty, has an empty part between dots, or too many parts");
        }

        if (!_fields.TryAdd(target, [.. names]))
            throw new InputException($"attributes: {field} is mapped twice");
    }
}
