using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Cli.Evaluation.Alerts;

/// <summary>Notes when the accounts of campaigns send, on the way of exchanges to an engine.</summary>
internal sealed class FirstTimes(GroundTruth truth)
{
    private readonly HashSet<string> _own = truth.Accounts.Where(static a => a.Value.Campaign).Select(static a => a.Key).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _first = new(StringComparer.Ordinal);
    private readonly List<long> _times = [];

    /// <summary>Whether an account is a campaign's.</summary>
    public bool IsOf(string account) => _own.Contains(account);

    /// <summary>First exchange of the account that came at this place, from 1; null where fewer came.</summary>
    public DateTimeOffset? Of(int place) => _first.Count < place ? null : DateTimeOffset.FromUnixTimeMilliseconds(_first.Values.Order().ElementAt(place - 1));

    /// <summary>Exchanges of campaigns before a time.</summary>
    public long ExchangesUntil(DateTimeOffset time) => _times.Count(t => t < time.ToUnixTimeMilliseconds());

    /// <summary>Notes what passes.</summary>
    public IExchangeSink On(IExchangeSink next) => new Sink(this, next);

    private sealed class Sink(FirstTimes times, IExchangeSink next) : IExchangeSink
    {
        public void Accept(in Exchange exchange)
        {
            var account = Encoding.UTF8.GetString(exchange.Account);
            if (times.IsOf(account))
            {
                times._times.Add(exchange.Time);
                times._first[account] = Math.Min(exchange.Time, times._first.GetValueOrDefault(account, long.MaxValue));
            }

            next.Accept(exchange);
        }
    }
}
