using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stillhound.WebConsole.Parts;

/// <summary>Data of charts as JSON that can stand inside a page: the encoder escapes what could end the element.</summary>
internal static class ChartJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The JSON of any plain data.</summary>
    public static string Of(object data) => JsonSerializer.Serialize(data, data.GetType(), Options);
}
