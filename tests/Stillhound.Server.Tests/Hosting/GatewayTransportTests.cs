using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Hosting;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>Only what gateways ask is answered on the thread that read it.</summary>
public sealed class GatewayTransportTests
{
    [Fact]
    public void It_serves_the_addresses_of_gateways_and_no_other_that_looks_alike()
    {
        IPEndPoint http = new(IPAddress.Loopback, 0), grpc = new(IPAddress.Loopback, 0), ingest = new(IPAddress.Loopback, 0);
        var transport = new GatewayTransport([http, grpc], new SocketTransportOptions(), NullLoggerFactory.Instance);
        transport.CanBind(http).ShouldBeTrue();
        transport.CanBind(grpc).ShouldBeTrue();
        transport.CanBind(ingest).ShouldBeFalse("a port that the system chooses is another one each time");
    }
}
