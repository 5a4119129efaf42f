using System.Text;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>What the names of one foreign format mean. Built once, then read by any thread.</summary>
internal sealed class AliasTable
{
    /// <summary>Name of the format.</summary>
    public required string Name { get; init; }

    public required AliasNode Root { get; init; }

    /// <summary>Names of operations that are calls of a model, and of those that are not.</summary>
    public required byte[][] Calls { get; init; }

    public required byte[][] Others { get; init; }

    /// <summary>What the events of a span, or log records, are by their name.</summary>
    public required (byte[] Name, EventRole Role)[] Events { get; init; }

    /// <summary>Prefixes of keys in which lists are flattened: <c>llm.input_messages.0.message.role</c>.</summary>
    public required (byte[] Prefix, FlatList List)[] Flat { get; init; }

    /// <summary>The names that give a field, in order of preference.</summary>
    public required IReadOnlyDictionary<AliasTarget, IReadOnlyList<string>> Names { get; init; }

    /// <summary>Fields that the format carries only where something is switched on.</summary>
    public required IReadOnlySet<NativeField> Options { get; init; }

    /// <summary>The table for the body of a request, and of an answer; null in those tables themselves.</summary>
    public AliasTable? Request { get; init; }

    public AliasTable? Answer { get; init; }

    /// <summary>What was looked for in a record that has no account, as a clause.</summary>
    public string LookedFor => "looked for " + string.Join(", ", Names.GetValueOrDefault((AliasTarget)NativeField.Account, []));

    public EventRole RoleOf(ReadOnlySpan<byte> name)
    {
        foreach (var (known, role) in Events)
        {
            if (name.SequenceEqual(known))
                return role;
        }

        return EventRole.None;
    }

    /// <summary>Whether an operation is a call of a model; null for one that is not known.</summary>
    public bool? IsCall(ReadOnlySpan<byte> operation)
    {
        foreach (var name in Calls)
        {
            if (operation.SequenceEqual(name))
                return true;
        }

        foreach (var name in Others)
        {
            if (operation.SequenceEqual(name))
                return false;
        }

        return null;
    }
}

/// <summary>What one event says.</summary>
internal enum EventRole : byte
{
    None = 0,
    User,
    System,
    Choice,

    /// <summary>A message of the conversation that is neither asked, answered nor instructed.</summary>
    Other,

    /// <summary>The whole exchange.</summary>
    Details,
}

/// <summary>What a flattened list holds.</summary>
internal enum FlatList : byte
{
    Input = 1,
    Output,
    Tools,
}
