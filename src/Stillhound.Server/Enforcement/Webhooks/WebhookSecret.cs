using System.Security.Cryptography;
using System.Text;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>
/// A secret of Standard Webhooks: <c>whsec_</c> and 24 to 64 bytes in base64. Signs <c>id.timestamp.body</c> with HMAC-SHA256
/// (specification of Standard Webhooks, "Signature scheme").
/// </summary>
internal sealed class WebhookSecret
{
    private const string Prefix = "whsec_";

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Reads one; null when it is none.</summary>
    public static WebhookSecret? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var key = new byte[64];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length >= 24 ? new(key[..length]) : null;
    }

    /// <summary>The signature of a message at an attempt.</summary>
    public string Sign(string id, long unixSeconds, string body)
    {
        var content = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{unixSeconds}.{body}"));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, content));
    }
}
