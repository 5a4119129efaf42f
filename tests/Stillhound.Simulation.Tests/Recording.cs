// The sink contract passes exchanges by reference; only their fields are read, so nothing is copied.
#pragma warning disable RCS1242
using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Tests;

/// <summary>Keeps what a world plays, with the text as strings.</summary>
internal sealed class Recording : IExchangeSink
{
    public List<Row> Rows { get; } = [];

    public static Recording Of(World world)
    {
        var recording = new Recording();
        world.Play(recording);
        return recording;
    }

    public void Accept(in Exchange exchange) =>
        Rows.Add(new Row(exchange.Time, Encoding.UTF8.GetString(exchange.Account), Encoding.UTF8.GetString(exchange.Prompt), Encoding.UTF8.GetString(exchange.Model), exchange.Turn, exchange.FinishReason, exchange.Ip.Length)
        {
            Ip = Encoding.UTF8.GetString(exchange.Ip),
            UserAgent = Encoding.UTF8.GetString(exchange.UserAgent),
            EndUser = Encoding.UTF8.GetString(exchange.EndUser),
            System = Encoding.UTF8.GetString(exchange.System),
        });

    internal sealed record Row(long Time, string Account, string Prompt, string Model, int Turn, FinishReason Finish, int IpLength)
    {
        public required string Ip { get; init; }

        public required string UserAgent { get; init; }

        public required string EndUser { get; init; }

        public required string System { get; init; }
    }
}
