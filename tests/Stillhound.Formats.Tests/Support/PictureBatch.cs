using System.Text.Json.Nodes;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Tests.Support;

internal sealed class PictureBatch : IExchangeSink
{
    public List<JsonObject> Pictures { get; } = [];

    public void Accept(in Exchange exchange) => Pictures.Add(Picture.Of(exchange));
}
