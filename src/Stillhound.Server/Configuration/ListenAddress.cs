using System.Net;

namespace Stillhound.Server.Configuration;

/// <summary>Addresses to listen on: <c>127.0.0.1:9001</c>, <c>[::1]:9001</c>, <c>0.0.0.0:9001</c>, or a port alone, which is loopback.</summary>
internal static class ListenAddress
{
    /// <summary>Reads the address of a key.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static IPEndPoint Read(YamlSection section, string key, IPEndPoint otherwise)
    {
        var given = section.Text(key, otherwise.ToString());
        if (!section.Has(key))
            return otherwise;
        var text = given.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal);
        if (ushort.TryParse(text.TrimStart(':'), System.Globalization.CultureInfo.InvariantCulture, out var port))
            return new IPEndPoint(IPAddress.Loopback, port);
        return text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address) && (address.Port > 0 || text.EndsWith(":0", StringComparison.Ordinal))
            ? address
            : throw section.Wrong(key, "expected an address and a port, such as 127.0.0.1:9001");
    }
}
