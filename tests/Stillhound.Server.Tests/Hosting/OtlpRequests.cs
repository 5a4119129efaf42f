using System.Globalization;
using System.Text.Json;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>Requests of the OpenTelemetry protocol with a span or record for each account; null is one that names none.</summary>
internal static class OtlpRequests
{
    private const long At = 1_783_296_189_585_000_000;

    public static string Json(params string?[] accounts) => Json("resourceSpans", "scopeSpans", "spans", accounts, static (i, attributes) =>
        $$"""{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"{{i:x16}}","name":"chat","startTimeUnixNano":"{{At + i}}","endTimeUnixNano":"{{At + 1_000_000}}","attributes":[{{attributes}}]}""");

    public static string JsonLogs(params string?[] accounts) => Json("resourceLogs", "scopeLogs", "logRecords", accounts, static (i, attributes) =>
        $$"""{"timeUnixNano":"{{At + i}}","eventName":"gen_ai.client.inference.operation.details","attributes":[{{attributes}}]}""");

    public static byte[] Protobuf(params string?[] accounts)
    {
        var request = new ProtoWriter(1024);
        var resource = request.Begin(1);
        var scope = request.Begin(2);
        for (var i = 0; i < accounts.Length; i++)
        {
            var span = request.Begin(2);
            request.Bytes(1, Convert.FromHexString("4bf92f3577b34da6a3ce929d0e0e4736"));
            request.Bytes(2, BitConverter.GetBytes(i + 1L));
            request.Text(5, "chat");
            Fixed(ref request, 7, At + i);
            Fixed(ref request, 8, At + 1_000_000);
            foreach (var (key, value) in Attributes(i, accounts[i]))
            {
                var attribute = request.Begin(9);
                request.Text(1, key);
                var any = request.Begin(2);
                request.Text(1, value);
                request.End(any);
                request.End(attribute);
            }

            request.End(span);
        }

        request.End(scope);
        request.End(resource);
        return request.ToMemory().ToArray();
    }

    private static void Fixed(ref ProtoWriter writer, int field, long value)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = (byte)((field << 3) | 1);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], value);
        writer.Raw(bytes);
    }

    private static string Json(string resources, string scopes, string records, string?[] accounts, Func<int, string, string> record)
    {
        var all = accounts.Select((account, i) => record(i + 1, string.Join(',', Attributes(i, account).Select(static a => $$$"""{"key":"{{{a.Key}}}","value":{"stringValue":{{{JsonSerializer.Serialize(a.Value)}}}}}"""))));
        return $$"""{"{{resources}}":[{"{{scopes}}":[{"{{records}}":[{{string.Join(',', all)}}]}]}]}""";
    }

    private static IEnumerable<(string Key, string Value)> Attributes(int i, string? account)
    {
        yield return ("gen_ai.operation.name", "chat");
        yield return ("gen_ai.request.model", "frontier-5");
        yield return ("gen_ai.response.id", string.Create(CultureInfo.InvariantCulture, $"resp_{account}_{i}"));
        if (account is not null)
            yield return ("enduser.id", account);
    }
}
