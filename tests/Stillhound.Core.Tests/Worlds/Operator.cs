using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>One operator's scaffold and settings, sent through whatever accounts it has.</summary>
internal sealed class Operator(World world)
{
    public const string System = "You are an expert. Think step by step and show all your reasoning.";

    private readonly string _head = world.Words.Anything(world.Random, 25);
    private readonly string _tail = world.Words.Anything(world.Random, 15) + " Show your reasoning step by step. Put the result in <answer>.";

    /// <summary>Accounts that do nothing else, made in one afternoon.</summary>
    public Operator Own(int count, double aDay = 4)
    {
        for (var i = 0; i < count; i++)
        {
            var account = $"own-{i:d3}";
            world.Facts.Add(new AccountFacts(account)
            {
                Created = DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (5 * Request.Day) + (long)(world.Random.NextDouble() * 3 * Request.Hour)),
                Plan = Plan.Api,
                Verified = Verification.Email,
                EmailDomain = "mail.example",
                PaymentHash = $"own-card-{i / 8}",
                DeviceHash = $"own-device-{i / 5}",
            });
            Send(account, 0, aDay);
        }

        return this;
    }

    /// <summary>Sends through an account from a day on to the end; returns how many exchanges that were.</summary>
    public int Send(string account, double fromDay, double aDay, string[]? endUsers = null)
    {
        var random = world.Random;
        var count = (int)((World.Days - fromDay) * aDay * (0.95 + (0.1 * random.NextDouble())));
        for (var i = 0; i < count; i++)
        {
            world.Requests.Add(HarvestRequest.Of(world, account, Request.Monday + (long)((fromDay + (random.NextDouble() * (World.Days - fromDay))) * Request.Day), endUsers?[random.Next(endUsers.Length)], System, $"{_head}\n{world.Words.Anything(random, 20)}\n{_tail}"));
        }

        return count;
    }
}
