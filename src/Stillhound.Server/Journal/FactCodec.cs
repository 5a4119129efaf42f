using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Journal;

/// <summary>Account facts and provider events as JSON: they are few, and a build that adds a member still reads what an older one wrote.</summary>
internal static class FactCodec
{
    public static byte[] Write(IReadOnlyList<AccountFacts> facts) => JsonSerializer.SerializeToUtf8Bytes(facts, FactJson.Default.IReadOnlyListAccountFacts);

    public static byte[] Write(ProviderEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, FactJson.Default.ProviderEvent);

    public static IReadOnlyList<AccountFacts> ReadFacts(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize(payload, FactJson.Default.IReadOnlyListAccountFacts) ?? [];

    public static ProviderEvent ReadEvent(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize(payload, FactJson.Default.ProviderEvent) ?? throw new JsonException("empty");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<AccountFacts>))]
[JsonSerializable(typeof(ProviderEvent))]
internal sealed partial class FactJson : JsonSerializerContext;
