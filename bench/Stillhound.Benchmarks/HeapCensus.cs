using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Stillhound.Core.Engine;

namespace Stillhound.Benchmarks;

/// <summary>Which fields of an engine hold its memory: follows every reference once and adds up arrays where they are held.</summary>
internal sealed class HeapCensus
{
    private const int Least = 64 * 1024;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, long> _bytes = [];

    /// <summary>Prints the fields that hold more than a byte an account, the largest first.</summary>
    public static void Print(DetectionEngine engine, int accounts, TextWriter output)
    {
        var census = new HeapCensus();
        census.Follow(engine, "engine");
        foreach (var (field, bytes) in census._bytes.Where(b => b.Value > Math.Max(Least, accounts)).OrderByDescending(static b => b.Value))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / (double)accounts,8:N1}  {field}"));
    }

    private void Follow(object root, string path)
    {
        var waiting = new Queue<(object Item, string Path)>();
        waiting.Enqueue((root, path));
        while (waiting.TryDequeue(out var next))
        {
            var type = next.Item.GetType();
            if (next.Item is string or Pointer or Type or Delegate || !_seen.Add(next.Item))
                continue;
            if (next.Item is Array array)
            {
                var element = type.GetElementType()!;
                _bytes[next.Path] = _bytes.GetValueOrDefault(next.Path) + 24 + ((long)array.Length * SizeOf(element));
                if (HasReferences(element))
                {
                    foreach (var item in array)
                        Add(item, element, next.Path + "[]");
                }

                continue;
            }

            _bytes[next.Path] = _bytes.GetValueOrDefault(next.Path) + 16;
            AddFields(next.Item, type, next.Path);
        }

        void Add(object? item, Type declared, string at)
        {
            if (item is null)
                return;
            if (declared.IsValueType)
                AddFields(item, item.GetType(), at);
            else
                waiting.Enqueue((item, at));
        }

        void AddFields(object item, Type type, string at)
        {
            for (var of = type; of is not null && of != typeof(object); of = of.BaseType)
            {
                foreach (var field in of.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsByRefLike && HasReferences(field.FieldType))
                        Add(field.GetValue(item), field.FieldType, $"{at}.{Name(field)}");
                }
            }
        }
    }

    private static string Name(FieldInfo field) => field.Name.Replace("k__BackingField", "", StringComparison.Ordinal);

    private static bool HasReferences(Type type) => !type.IsValueType || (bool)typeof(RuntimeHelpers)
        .GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!.MakeGenericMethod(type).Invoke(null, null)!;

    private static int SizeOf(Type type) => !type.IsValueType ? IntPtr.Size
        : (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
