using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Mapped;

/// <summary>Gives a record the constants of its map, before its own values.</summary>
internal static class Constants
{
    public static void Set(FieldMap map, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        foreach (var (field, value) in map.Constants)
            outcome.Note(field, MappedValue.Set(ref exchange, field, JsonKind.String, value.Text, map.Time, scratch));
    }
}
