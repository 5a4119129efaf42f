using System.Net;

namespace Stillhound.Server.Configuration;

/// <summary>Where the server listens. Loopback by default; anything else is the operator's own choice.</summary>
public sealed record ListenOptions
{
    /// <summary>Bytes a second below which a body is slow.</summary>
    public const double SlowestBody = 240;

    /// <summary>Everything over HTTP/1.1: ingest, decisions, API, metrics.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 8470);

    /// <summary>OTLP over HTTP at its usual port; null leaves it to <see cref="Http"/> alone.</summary>
    public IPEndPoint? OtlpHttp { get; init; } = new(IPAddress.Loopback, 4318);

    /// <summary>gRPC (HTTP/2 without TLS): OTLP, ext_authz, rate limits; null for none.</summary>
    public IPEndPoint? Grpc { get; init; } = new(IPAddress.Loopback, 4317);

    /// <summary>Connections at a time. From 16 to 1,000,000; default 20,000.</summary>
    public int Connections { get; init; } = 20_000;

    /// <summary>How long a body may come in at less than <see cref="SlowestBody"/> before its request is ended. From 2 seconds to 10 minutes; default 5 seconds.</summary>
    public TimeSpan SlowBodyFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Reads the section <c>listen</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static ListenOptions Read(YamlSection section)
    {
        var usual = new ListenOptions();
        var options = usual with
        {
            Http = EndPoint(section, "http", usual.Http) ?? throw section.Wrong("http", "cannot be off"),
            OtlpHttp = EndPoint(section, "otlp_http", usual.OtlpHttp),
            Grpc = EndPoint(section, "grpc", usual.Grpc),
            Connections = (int)section.Whole("connections", usual.Connections, 16, 1_000_000),
            SlowBodyFor = section.Duration("slow_body_for", usual.SlowBodyFor, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10)),
        };
        section.RefuseOthers();
        return options;
    }

    private static IPEndPoint? EndPoint(YamlSection section, string key, IPEndPoint? usual)
    {
        var text = section.Text(key, usual?.ToString() ?? "off");
        if (!section.Has(key))
            return usual;
        if (text is "off" or "false" or "no")
            return null;
        return IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var point) && text.Contains(':', StringComparison.Ordinal)
            ? point
            : throw section.Wrong(key, "expected an address and a port such as 127.0.0.1:8470, or off");
    }
}
