using System.Text;
using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Clients;

/// <summary>A client program as the provider sees it.</summary>
internal sealed record ClientStack(byte[] UserAgent, byte[] Ja4);

/// <summary>The client programs of one world, in families; how spread the versions are differs by world.</summary>
internal sealed class StackCatalog
{
    private static readonly string[] Sdk =
        ["python-httpx/0.2{0}.{1}", "python-requests/2.3{0}.{1}", "node-fetch/3.{0}.{1}", "axios/1.{0}.{1}", "okhttp/4.{0}.{1}", "Go-http-client/2.0", "aiohttp/3.{0}.{1}", "llm-sdk-python/1.{0}.{1}", "llm-sdk-node/0.{0}.{1}", "curl/8.{0}.{1}", "reqwest/0.1{0}", "Java-http-client/2{0}.0.{1}", "dotnet/10.0.{0}"];

    private static readonly string[] Browsers =
        ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/14{0}.0.0.0 Safari/537.36", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.{0} Safari/605.1.15", "Mozilla/5.0 (X11; Linux x86_64; rv:14{0}.0) Gecko/20100101 Firefox/14{0}.0", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_{0} like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", "Mozilla/5.0 (Linux; Android 1{0}; K) AppleWebKit/537.36 Chrome/14{0}.0.0.0 Mobile Safari/537.36", "ChatApp/5.{0}.{1} (iOS)", "ChatApp/5.{0}.{1} (Android)"];

    private readonly ulong _seed;
    private readonly double _spread;

    public StackCatalog(ulong seed, double spread)
    {
        _seed = seed;
        _spread = spread;
        Programs = Family(Sdk, 6, false);
        People = Family(Browsers, 5, true);
    }

    /// <summary>Client libraries.</summary>
    public ClientStack[] Programs { get; }

    /// <summary>Browsers and apps.</summary>
    public ClientStack[] People { get; }

    /// <summary>Stacks of one program that ships its own client; users differ by platform and version.</summary>
    public static ClientStack[] Product(ref Rng rng, string name, int variants)
    {
        var made = new ClientStack[variants];
        for (var i = 0; i < variants; i++)
            made[i] = new ClientStack(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{name}/{rng.Between(0, 4)}.{rng.Between(0, 30)}.{i}")), Ja4(rng.Next(), 'd'));
        return made;
    }

    private ClientStack[] Family(string[] patterns, int versions, bool spreadFully)
    {
        var all = new List<ClientStack>();
        for (var p = 0; p < patterns.Length; p++)
        {
            var kept = Math.Max(1, (int)Math.Round(versions * (spreadFully ? 1 : _spread)));
            for (var v = 0; v < kept; v++)
            {
                var agent = string.Format(System.Globalization.CultureInfo.InvariantCulture, patterns[p], v, v * 3 % 7);
                // The handshake follows the TLS library, which changes less often than the version.
                all.Add(new ClientStack(Encoding.ASCII.GetBytes(agent), Ja4(Seeds.Of(_seed, (ulong)((p * 100) + (v / 2))), 'd')));
            }
        }

        return [.. all];
    }

    private static byte[] Ja4(ulong draw, char kind) => Encoding.ASCII.GetBytes(FormattableString.Invariant(
        $"t13{kind}{10 + (draw % 9)}{10 + (draw >> 8) % 8}h{1 + (draw >> 16) % 2}_{Seeds.Mix(draw) & 0xFFFFFFFFFFFF:x12}_{Seeds.Mix(draw + 1) & 0xFFFFFFFFFFFF:x12}"));
}
