using System.Reflection;
using Stillhound.Core.Engine;
using Stillhound.Core.State;

namespace Stillhound.Core.Tests.State;

/// <summary>
/// A field that is added to the engine, or to anything that it holds, is kept, or marked as scratch by whoever knows that nothing reads
/// it later. Otherwise a restored engine would find something else one day.
/// </summary>
public sealed class EverythingIsKeptTests
{
    private static readonly List<Type> Reached = Reach(typeof(DetectionEngine));
    private static readonly HashSet<FieldInfo> Kept = [.. Reached.Concat(Reached.SelectMany(static t => t.GetNestedTypes(BindingFlags.NonPublic))).SelectMany(KeepReader.FieldsOf)];

    public static TheoryData<string> Types => [.. Reached.Where(static t => !IsPlain(t)).Select(static t => t.FullName!)];

    [Fact]
    public void The_whole_engine_is_looked_at()
    {
        Reached.Count.ShouldBeGreaterThan(35);
        Kept.Count.ShouldBeGreaterThan(120);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_field_is_kept_or_scratch(string name)
    {
        var type = typeof(DetectionEngine).Assembly.GetType(name)!;
        var forgotten = StateLayout.KeptFields(type).Where(f => !Kept.Contains(f) && !IsGiven(f)).Select(static f => f.Name);
        forgotten.ShouldBeEmpty($"{name} has fields that are neither handed over by Keep nor marked [Scratch]");
    }

    [Fact]
    public void Whatever_can_be_kept_is_handed_over_by_its_owner()
    {
        var held = Kept.SelectMany(static f => Parts(f.FieldType)).ToHashSet();
        Reached.Where(t => t != typeof(DetectionEngine) && typeof(IKept).IsAssignableFrom(t) && !held.Contains(t)).ShouldBeEmpty();
    }

    /// <summary>What is handed to a constructor: parts that somebody else owns, options, and what never changes.</summary>
    private static bool IsGiven(FieldInfo field)
    {
        if (typeof(Delegate).IsAssignableFrom(field.FieldType))
            return true;
        var isFixed = field.IsInitOnly || field.Name.EndsWith(">P", StringComparison.Ordinal);
        return isFixed && (typeof(IKept).IsAssignableFrom(field.FieldType) || field.FieldType == typeof(EngineOptions)
            || (field.Name.EndsWith(">P", StringComparison.Ordinal) && field.FieldType.IsPrimitive && !KeepReader.IsSet(field)));
    }

    private static List<Type> Reach(Type root)
    {
        var reached = new List<Type> { root };
        for (var at = 0; at < reached.Count; at++)
        {
            if (IsPlain(reached[at]))
                continue;
            foreach (var part in StateLayout.KeptFields(reached[at]).SelectMany(static f => Parts(f.FieldType)))
            {
                if (part.Assembly == root.Assembly && !part.IsEnum && part != typeof(EngineOptions) && !part.IsDefined(typeof(ScratchAttribute)) && !reached.Contains(part))
                    reached.Add(part);
            }
        }

        return reached;
    }

    /// <summary>A structure of numbers, which is kept as it lies in memory.</summary>
    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type.IsEnum || (type.IsValueType && !type.IsGenericType && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).All(f => f.FieldType == type || IsPlain(f.FieldType)));

    private static IEnumerable<Type> Parts(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            return [];
        if (type.IsArray)
            return Parts(type.GetElementType()!);
        return type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
