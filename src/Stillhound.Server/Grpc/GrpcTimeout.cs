using System.Globalization;

namespace Stillhound.Server.Grpc;

/// <summary>The <c>grpc-timeout</c> header: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    /// <summary>Reads it; null when it is not given or cannot be read, which is as if there were none.</summary>
    public static TimeSpan? Read(string? text)
    {
        if (text is not { Length: >= 2 and <= 9 } || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(number),
            'M' => TimeSpan.FromMinutes(number),
            'S' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'u' => TimeSpan.FromTicks(number * 10),
            'n' => TimeSpan.FromTicks(number / 100),
            _ => null,
        };
    }
}
