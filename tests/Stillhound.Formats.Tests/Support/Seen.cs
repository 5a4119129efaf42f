using System.Globalization;
using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Tests.Support;

/// <summary>A batch that keeps what it was given as text, to compare.</summary>
internal sealed class Seen : IExchangeSink
{
    public List<string> Records { get; } = [];

    public List<long> Times { get; } = [];

    public void Accept(in Exchange exchange)
    {
        Times.Add(exchange.Time);
        Records.Add(string.Create(CultureInfo.InvariantCulture, $"{exchange.Time}/{Encoding.UTF8.GetString(exchange.Account)}/{Encoding.UTF8.GetString(exchange.Id)}/{exchange.Prompt.Length}"));
    }

    public void Clear()
    {
        Records.Clear();
        Times.Clear();
    }
}
