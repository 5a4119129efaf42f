using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>
/// One person with topics, hours, a volume, a home network and sittings of their own. What a group has in common is set
/// from outside.
/// </summary>
internal sealed record Persona(string Account)
{
    private static readonly string[] Agents = ["python-client/1.4.2", "node-client/3.0", "curl/8.5.0", "webapp/12.1", "mobile/5.5", "go-client/0.9"];
    private static readonly string[] Countries = ["US", "DE", "IN", "BR", "JP", "GB", "FR"];

    public string? System { get; init; }
    public ulong ToolsKey { get; init; }
    public int MaxTokens { get; init; } = -1;
    public float Temperature { get; init; } = float.NaN;
    public string? UserAgent { get; init; }
    public string? Network { get; init; }
    public Plan Plan { get; init; } = Plan.Pro;
    public string? EmailDomain { get; init; }
    public DateTimeOffset? Created { get; init; }

    /// <summary>Makes the prompt of a turn; the person's own topic when it is null.</summary>
    public Func<string>? Prompt { get; init; }

    /// <summary>Draws the start of a sitting; the person's own days and hours when it is null.</summary>
    public Func<long>? Sitting { get; init; }

    /// <summary>Lives for two weeks in a world.</summary>
    public void LiveIn(World world)
    {
        var random = world.Random;
        var topics = new[] { world.Words.Topic(random), world.Words.Topic(random) };
        var home = random.Next(24);
        var weekend = random.NextDouble();
        var exchanges = (int)Math.Clamp(35 * Math.Exp(0.9 * world.Normal()), 5, 400);
        var answer = 300 * Math.Exp(0.7 * world.Normal());
        var network = Network ?? $"10.{random.Next(200)}.{random.Next(250)}";
        var agent = UserAgent ?? Agents[random.Next(Agents.Length)];
        var country = Countries[random.Next(Countries.Length)];
        var asn = (uint)(64_500 + random.Next(30));
        world.Facts.Add(new AccountFacts(Account)
        {
            Created = Created ?? DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (long)(random.NextDouble() * 700 * Request.Day)),
            Plan = Plan,
            Verified = Verification.Card,
            EmailDomain = EmailDomain ?? "mail.example",
            EmailHash = "mail-of-" + Account,
            PaymentHash = "card-of-" + Account,
            DeviceHash = "device-of-" + Account,
            SignupIp = network + ".1",
        });
        for (var sent = 0; sent < exchanges;)
        {
            var time = Sitting?.Invoke() ?? OwnSitting(world, home, weekend);
            var turns = 1 + (int)(-2.5 * Math.Log(1 - random.NextDouble()));
            var topic = topics[random.Next(2)];
            var conversation = $"{Account}-{sent}";
            for (var turn = 1; turn <= turns && sent < exchanges; turn++, sent++)
            {
                world.Requests.Add(new Request
                {
                    Time = time,
                    Account = Account,
                    Conversation = conversation,
                    Turn = turn,
                    Prompt = Prompt?.Invoke() ?? world.Words.Text(random, topic, random.Next(6, 50)),
                    System = System,
                    ToolsKey = ToolsKey,
                    MaxTokens = MaxTokens,
                    Temperature = Temperature,
                    Model = random.Next(5) == 0 ? "model-small" : "model-large",
                    InputTokens = 80,
                    OutputTokens = (int)(answer * Math.Exp(0.8 * world.Normal())),
                    FinishReason = FinishReason.Stop,
                    Ip = $"{network}.{10 + random.Next(3)}",
                    Asn = asn,
                    Country = country,
                    UserAgent = agent,
                });
                time += (long)(Request.Minute * (0.5 + (6 * random.NextDouble())));
            }
        }
    }

    private static long OwnSitting(World world, int home, double weekend)
    {
        var day = world.Random.Next(World.Days);
        while (day % 7 >= 5 && world.Random.NextDouble() > weekend)
            day = world.Random.Next(World.Days);
        var time = Request.Monday + (day * Request.Day) + (long)((home + 12 + (2.2 * world.Normal())) * Request.Hour);
        return Math.Clamp(time, Request.Monday, Request.Monday + (World.Days * Request.Day) - Request.Hour);
    }
}
