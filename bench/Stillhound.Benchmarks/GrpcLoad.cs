using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Stillhound.Server.Grpc;

namespace Stillhound.Benchmarks;

/// <summary>
/// Sends unary calls over one HTTP/2 connection without waiting for answers. Only what the load needs of HTTP/2 (RFC 9113): fixed
/// header blocks, one data frame a call, and answers told by the frame that ends their stream.
/// </summary>
internal static class GrpcLoad
{
    private const int MostAtOnce = 90; // a server allows a hundred streams
    private const byte Data = 0, Headers = 1, Settings = 4, Ping = 6, WindowUpdate = 8;
    private const byte EndStream = 1, Ack = 1, EndHeaders = 4;

    /// <summary>Runs it on one connection and gives the time of each call.</summary>
    public static List<long> Run(int port, int rate, int seconds, int connection)
    {
        using var client = new TcpClient { NoDelay = true };
        client.Connect(IPAddress.Loopback, port);
        using var stream = client.GetStream();
        var began = new long[rate * seconds];
        var times = new List<long>(began.Length);
        stream.Write([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, []), .. Frame(WindowUpdate, 0, 0, [0x7F, 0, 0, 0])]);
        using var free = new SemaphoreSlim(MostAtOnce);
        var reader = new Thread(() => Read(stream, began, times, free));
        reader.Start();
        var head = Head();
        DecisionLoad.Pace(rate, seconds, number =>
        {
            var id = (number * 2) + 1;
            byte[] call = [.. Frame(Headers, EndHeaders, id, head), .. Frame(Data, EndStream, id, Message(DecisionLoad.AccountOf((number * 4) + connection)))];
            free.Wait();
            began[number] = Stopwatch.GetTimestamp();
            lock (stream)
                stream.Write(call);
        });
        reader.Join(TimeSpan.FromSeconds(5));
        return times;
    }

    private static void Read(NetworkStream stream, long[] began, List<long> times, SemaphoreSlim free)
    {
        var header = new byte[9];
        var payload = new byte[1 << 16];
        while (times.Count < began.Length)
        {
            stream.ReadExactly(header);
            var length = (header[0] << 16) | (header[1] << 8) | header[2];
            stream.ReadExactly(payload.AsSpan(0, length));
            var id = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5));
            if (header[3] is Settings or Ping && (header[4] & Ack) == 0)
                Answer(stream, Frame(header[3], Ack, 0, header[3] == Ping ? payload.AsSpan(0, length) : []));
            else if (id > 0 && (header[4] & EndStream) != 0 && header[3] is Headers or Data)
            {
                times.Add(Stopwatch.GetTimestamp() - began[(id - 1) / 2]);
                free.Release();
            }
        }
    }

    private static void Answer(NetworkStream stream, byte[] frame)
    {
        lock (stream)
            stream.Write(frame);
    }

    private static byte[] Frame(byte kind, byte flags, int id, ReadOnlySpan<byte> payload)
    {
        byte[] frame = [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, kind, flags, 0, 0, 0, 0, .. payload];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        return frame;
    }

    // HPACK (RFC 7541) without its dynamic table: indexed :method POST and :scheme http, the rest literal.
    private static byte[] Head() =>
        [0x83, 0x86, 0x04, .. Text("/envoy.service.auth.v3.Authorization/Check"), 0x01, .. Text("x"), 0x0F, 0x10, .. Text("application/grpc"), 0x00, .. Text("te"), .. Text("trailers")];

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    // About what Envoy sends: a dozen headers, the account among the last.
    private static byte[] Message(string account)
    {
        var message = new ProtoWriter(1024);
        message.Raw([0, 0, 0, 0, 0]);
        int attributes = message.Begin(1), request = message.Begin(4), http = message.Begin(2);
        message.Text(2, "POST");
        for (var i = 0; i < 12; i++)
            Header(ref message, $"x-header-{i}", "some value of a usual length");
        Header(ref message, "x-account-id", account);
        message.Text(4, "/v1/chat/completions");
        message.End(http);
        message.End(request);
        message.End(attributes);
        var bytes = message.ToMemory().ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - 5);
        return bytes;
    }

    private static void Header(ref ProtoWriter message, string name, string value)
    {
        var entry = message.Begin(3);
        message.Text(1, name);
        message.Text(2, value);
        message.End(entry);
    }
}
