using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>One operator with pools of accounts that work one after the other.</summary>
internal sealed class Pools(World world)
{
    private readonly string _head = world.Words.Anything(world.Random, 25);
    private readonly string _tail = world.Words.Anything(world.Random, 15) + " Show your reasoning step by step. Put the result in <answer>.";

    /// <summary>Accounts that start within an hour and send about one exchange an hour until they end.</summary>
    public Pools Work(string name, double fromDay, double toDay, int count = 40, bool suspended = false)
    {
        var random = world.Random;
        var (from, to) = (At(fromDay), At(toDay));
        for (var i = 0; i < count; i++)
        {
            var account = $"{name}-{i:d3}";
            var made = from - (long)(random.NextDouble() * 3 * Request.Hour);
            world.Facts.Add(new AccountFacts(account)
            {
                Created = DateTimeOffset.FromUnixTimeMilliseconds(made),
                Plan = Plan.Api,
                Verified = Verification.Email,
                EmailDomain = "mail.example",
                PaymentHash = $"{name}-card-{i / 8}",
                DeviceHash = $"{name}-device-{i / 5}",
            });
            for (var time = from + (long)(random.NextDouble() * Request.Hour); time < to; time += (long)((0.4 + (1.2 * random.NextDouble())) * Request.Hour))
                Send(account, time);
            if (suspended)
                world.Events.Add(new ProviderEvent(DateTimeOffset.FromUnixTimeMilliseconds(to + (i * Request.Minute)), ProviderEventType.AccountSuspended) { Account = account });
        }

        return this;
    }

    public static long At(double day) => Request.Monday + (long)(day * Request.Day);

    private void Send(string account, long time)
    {
        var random = world.Random;
        world.Requests.Add(HarvestRequest.Of(world, account, time, null, "You are an expert. Think step by step and show all your reasoning.", $"{_head}\n{world.Words.Anything(random, 20)}\n{_tail}"));
    }
}
