using System.Text.Json;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>
/// Whether a request uses a feature that the action <c>restrict</c> refuses: token probabilities, several answers, or a batch. Told
/// from the path, and from the body where the gateway sends it; a body that is cut short or no JSON is judged by what was read.
/// </summary>
internal static class RestrictedFeatures
{
    /// <summary>Whether it does.</summary>
    public static bool AreUsed(ReadOnlySpan<byte> path, ReadOnlySpan<byte> body) => IsBatch(path) || (!body.IsEmpty && AreUsedIn(body));

    private static bool IsBatch(ReadOnlySpan<byte> path)
    {
        var end = path.IndexOf((byte)'?');
        var plain = (end < 0 ? path : path[..end]).TrimEnd((byte)'/');
        return plain.EndsWith("/batches"u8) || plain.IndexOf("/batches/"u8) >= 0;
    }

    private static bool AreUsedIn(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, isFinalBlock: false, default);
        try
        {
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1)
                    continue;
                var isAsked = json.ValueTextEquals("logprobs"u8) || json.ValueTextEquals("top_logprobs"u8);
                var isCount = json.ValueTextEquals("n"u8) || json.ValueTextEquals("best_of"u8);
                if (!json.Read())
                    return false;
                if (isAsked && (json.TokenType == JsonTokenType.True || (json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var count) && count > 0)))
                    return true;
                if (isCount && json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var answers) && answers > 1)
                    return true;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
