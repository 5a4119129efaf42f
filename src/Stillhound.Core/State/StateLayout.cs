using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stillhound.Core.State;

/// <summary>
/// A number for how a type's kept fields are laid out: their names, types and order, those of structs in them, and the names and
/// values of enumerations. Another number means that bytes written for one are not bytes for the other.
/// </summary>
internal static class StateLayout
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The number of a type.</summary>
    public static ulong Of(Type type)
    {
        var text = new StringBuilder();
        Describe(type, text);
        return StateHash.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The fields of a type that are kept, in a fixed order.</summary>
    public static IEnumerable<FieldInfo> KeptFields(Type type) => type.GetFields(Fields)
        .Where(static f => !f.IsDefined(typeof(ScratchAttribute)) && !f.FieldType.IsDefined(typeof(ScratchAttribute)))
        .OrderBy(static f => f.MetadataToken);

    private static void Describe(Type type, StringBuilder text)
    {
        text.Append(type).Append('{');
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValuesAsUnderlyingType(type))
                text.Append(CultureInfo.InvariantCulture, $"{Enum.GetName(type, value)}={value};");
        }
        else if (!type.IsPrimitive)
        {
            if (type.GetCustomAttribute<InlineArrayAttribute>() is { } inline)
                text.Append(CultureInfo.InvariantCulture, $"{inline.Length}*");
            foreach (var field in KeptFields(type))
            {
                text.Append(field.Name).Append(':');
                // What a class holds by reference is asked for when it is handed over itself.
                if (field.FieldType.IsValueType && field.FieldType != type)
                    Describe(field.FieldType, text);
                else
                    text.Append(field.FieldType).Append(';');
            }
        }

        text.Append('}');
    }
}
