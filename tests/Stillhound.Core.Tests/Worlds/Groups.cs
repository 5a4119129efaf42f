using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>Groups of accounts that a world can hold.</summary>
internal static class Groups
{
    /// <summary>Accounts that have nothing to do with each other.</summary>
    public static World WithPeople(this World world, int count = 300)
    {
        for (var i = 0; i < count; i++)
            new Persona($"person-{i:d3}").LiveIn(world);
        return world;
    }

    /// <summary>
    /// Accounts of one operator: one scaffold around items of which each comes once, one turn, even loads at all hours,
    /// made in one afternoon, paid with few cards.
    /// </summary>
    public static World WithPlantedCohort(this World world, int count = 40)
    {
        var random = world.Random;
        var head = world.Words.Anything(random, 25);
        var tail = world.Words.Anything(random, 15) + " Show your reasoning step by step. Put the result in <answer>.";
        for (var i = 0; i < count; i++)
        {
            var account = $"planted-{i:d3}";
            world.Facts.Add(new AccountFacts(account)
            {
                Created = DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (5 * Request.Day) + (long)(random.NextDouble() * 3 * Request.Hour)),
                Plan = Plan.Api,
                Verified = Verification.Email,
                EmailDomain = "mail.example",
                PaymentHash = $"planted-card-{i / 8}",
                DeviceHash = $"planted-device-{i / 5}",
            });
            for (var exchange = 0; exchange < 45 + random.Next(6); exchange++)
            {
                world.Requests.Add(HarvestRequest.Of(world, account, Request.Monday + (long)(random.NextDouble() * World.Days * Request.Day), null, "You are an expert. Think step by step and show all your reasoning.", $"{head}\n{world.Words.Anything(random, 20)}\n{tail}"));
            }
        }

        return world;
    }

    /// <summary>Unrelated people who installed the same software: same system prompt, tools, parameters and client.</summary>
    public static World WithToolUsers(this World world, int count = 300)
    {
        for (var i = 0; i < count; i++)
        {
            new Persona($"user-{i:d3}")
            {
                System = "You are the assistant inside the editor. Answer with a patch where you can.",
                ToolsKey = 0xFEED,
                MaxTokens = 8192,
                Temperature = 0.2f,
                UserAgent = "editor-plugin/2.7.1",
                Plan = Plan.Api,
            }.LiveIn(world);
        }

        return world;
    }

    /// <summary>A class with one assignment: school plan and mail, items that everybody asks, one campus, one deadline.</summary>
    public static World WithClassroom(this World world, int count = 40)
    {
        var random = world.Random;
        var topic = world.Words.Topic(random);
        var items = Enumerable.Range(0, 15).Select(_ => world.Words.Text(random, topic, 25)).ToArray();
        var enrolled = DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (20 * Request.Day));
        for (var i = 0; i < count; i++)
        {
            new Persona($"student-{i:d3}")
            {
                Plan = Plan.Edu,
                EmailDomain = "university.example",
                Network = $"192.0.{random.Next(2)}",
                Created = enrolled.AddMinutes(random.Next(600)),
                Prompt = () => random.Next(4) == 0 ? world.Words.Text(random, topic, 12) : items[random.Next(items.Length)],
                Sitting = () => Request.Monday + (10 * Request.Day) + (20 * Request.Hour) - (long)(-1.5 * Request.Day * Math.Log(1 - (0.97 * random.NextDouble()))),
            }.LiveIn(world);
        }

        return world;
    }

    /// <summary>People who run one evaluation harness: its system prompt, settings and client, items that everybody runs in one scaffold.</summary>
    public static World WithHarness(this World world, int count = 75)
    {
        var random = world.Random;
        var (head, tail) = (world.Words.Anything(random, 25), world.Words.Anything(random, 25));
        var items = Enumerable.Range(0, 200).Select(_ => $"{head}\n{world.Words.Anything(random, 20)}\n{tail}").ToArray();
        for (var i = 0; i < count; i++)
        {
            new Persona($"runner-{i:d3}")
            {
                System = "You are graded. Answer with the letter of the right choice.",
                MaxTokens = 16,
                Temperature = 0,
                UserAgent = "harness/0.4",
                Plan = Plan.Api,
                Prompt = () => items[random.Next(items.Length)],
            }.LiveIn(world);
        }

        return world;
    }
}
