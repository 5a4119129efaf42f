using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class FingerprintBatchTests
{
    [Fact]
    public void Names_survive_growth()
    {
        var batch = new FingerprintBatch(1);
        for (var i = 0; i < 3000; i++)
            new Request { Account = Name(i), Time = i }.SendTo(batch);
        batch.Count.ShouldBe(3000);
        for (var i = 0; i < 3000; i++)
        {
            batch.Items[i].Time.ShouldBe(i);
            Encoding.UTF8.GetString(batch.NameOf(batch.Items[i])).ShouldBe(Name(i));
        }

        static string Name(int i) => new string('n', i % 200) + i;
    }

    [Fact]
    public void Fingerprints_made_elsewhere_bring_their_names()
    {
        var source = new FingerprintBatch();
        new Request { Account = "first" }.SendTo(source);
        new Request { Account = "second" }.SendTo(source);
        var copy = new FingerprintBatch(1);
        foreach (var i in new[] { 1, 0, 1 })
            copy.Add(source.Items[i], source.NameOf(source.Items[i]));
        var names = new List<string>();
        foreach (ref readonly var item in copy.Items)
            names.Add(Encoding.UTF8.GetString(copy.NameOf(item)));
        names.ShouldBe(["second", "first", "second"]);
    }

    [Fact]
    public void A_cleared_batch_is_as_good_as_new()
    {
        var batch = new FingerprintBatch(2);
        for (var round = 0; round < 3; round++)
        {
            batch.Clear();
            batch.Count.ShouldBe(0);
            batch.Items.Length.ShouldBe(0);
            new Request { Account = $"a{round}" }.SendTo(batch);
            batch.Count.ShouldBe(1);
            Encoding.UTF8.GetString(batch.NameOf(batch.Items[0])).ShouldBe($"a{round}");
        }
    }

    [Fact]
    public void A_batch_needs_room() => Should.Throw<ArgumentOutOfRangeException>(static () => new FingerprintBatch(0));

    [Fact]
    public void Nothing_is_allocated_once_it_has_grown()
    {
        var batch = new FingerprintBatch(1000);
        var prompts = new[] { "Explain the <b>theorem</b> step by step.", "Größe und Länge 请解释", new string('w', 9000), "", "a b c d e f g h i j k l m n o p" }
            .Select(Encoding.UTF8.GetBytes).ToArray();
        Fill(batch, prompts, 2000);
        Allocations.Least(_ => Fill(batch, prompts, 10_000)).ShouldBe(0);
    }

    private static void Fill(FingerprintBatch batch, byte[][] prompts, int count)
    {
        var exchange = default(Exchange);
        exchange.Clear();
        exchange.Account = "an account"u8;
        exchange.System = "You are terse."u8;
        exchange.Ip = "192.0.2.4"u8;
        exchange.UserAgent = "client/1.2"u8;
        exchange.Temperature = 0.7f;
        for (var i = 0; i < count; i++)
        {
            if (batch.Count == 1000)
                batch.Clear();
            exchange.Time = i;
            exchange.Prompt = prompts[i % prompts.Length];
            batch.Accept(exchange);
        }
    }
}
