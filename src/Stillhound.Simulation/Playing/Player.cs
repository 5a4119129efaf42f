using System.Buffers.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stream = Stillhound.Simulation.Planning.Stream;

namespace Stillhound.Simulation.Playing;

/// <summary>Turns the plan into exchanges. Every exchange follows from its own seed; only the shared queues move on.</summary>
internal sealed class Player(WorldPlan plan, WorldOptions options)
{
    private static readonly int Sentence = Grammar.Shared.Id("sentence");
    private readonly Pen _pen = new();
    private readonly long[] _queues = new long[plan.Queues];
    private readonly byte[] _scratch = new byte[160];
    private long _played;

    public long Play(IExchangeSink sink, CancellationToken cancel)
    {
        var days = new DayPlanner(plan);
        for (var day = 0; day < days.Days; day++)
        {
            days.Plan(day);
            for (var i = 0; i < days.Today.Count; i++)
            {
                if ((i & 1023) == 0)
                    cancel.ThrowIfCancellationRequested();
                var slot = days.Today.Slots[i];
                var time = days.Today.TimeOf(i);
                var stream = plan.Streams[slot.Stream];
                if (stream.Account.MaySend(time))
                    Send(sink, stream, time, slot.Conversation, slot.Turn);
            }
        }

        return _played;
    }

    private void Send(IExchangeSink sink, Stream stream, long time, int conversation, int turn)
    {
        var (account, usage) = (stream.Account, stream.Usage);
        var conversationSeed = Seeds.Of(stream.Seed, (ulong)conversation);
        var rng = new Rng(Seeds.Of(conversationSeed ^ (ulong)time, (ulong)turn));
        var utterance = new Utterance
        {
            Seed = rng.Next(),
            ConversationSeed = conversationSeed,
            Conversation = conversation,
            StreamSeed = stream.Seed,
            Turn = turn,
            Progress = (time - plan.Start) / (double)(plan.End - plan.Start),
            Queues = _queues,
            Refusals = -1,
        };
        _pen.Clear();
        usage.Voice.Speak(_pen, ref utterance);
        if (options.MeanPromptWords is { } words)
            Fill(ref rng, words);

        var exchange = default(Exchange);
        exchange.Clear();
        exchange.Time = time;
        exchange.Account = account.NameUtf8;
        exchange.Prompt = _pen.Written;
        exchange.System = usage.System;
        exchange.ToolsKey = usage.Tools.Key;
        exchange.ToolCount = usage.Tools.Names.Length;
        exchange.Org = account.Org;
        exchange.ApiKey = account.ApiKey;
        var newest = time >= account.Adopts && usage.Model == 0 && rng.Chance(account.AdoptedShare);
        exchange.Model = plan.Models[newest ? 3 : usage.Model];
        Name(ref exchange, usage, conversationSeed, conversation, turn);
        Client(ref exchange, ref rng, stream, time, conversation);
        Outcome.Write(ref exchange, ref rng, usage, utterance.Refusals);
        Absence.Apply(ref exchange, ref rng, account.Absent, plan.DropShare);
        sink.Accept(exchange);
    }

    private void Name(ref Exchange exchange, Usage usage, ulong conversationSeed, int conversation, int turn)
    {
        var scratch = _scratch.AsSpan();
        scratch[0] = (byte)'x';
        Utf8Formatter.TryFormat(++_played, scratch[1..], out var count, new System.Buffers.StandardFormat('x', 9));
        exchange.Id = scratch[..(count + 1)];
        if (usage.NamesConversations)
        {
            "c-"u8.CopyTo(scratch[32..]);
            Utf8Formatter.TryFormat(conversationSeed >> 20, scratch[34..], out count, 'x');
            exchange.Conversation = scratch.Slice(32, count + 2);
            exchange.Turn = turn;
        }

        if (usage.EndUsers > 0)
        {
            "eu"u8.CopyTo(scratch[96..]);
            Utf8Formatter.TryFormat((ulong)usage.FirstEndUser + (Seeds.Mix(conversationSeed) % (ulong)usage.EndUsers), scratch[98..], out count);
            exchange.EndUser = scratch.Slice(96, count + 2);
        }
    }

    private void Client(ref Exchange exchange, ref Rng rng, Stream stream, long time, int conversation)
    {
        var stacks = stream.Usage.Stacks;
        if (stacks.Length > 0)
        {
            var which = rng.Chance(stream.Usage.StackChurn) ? rng.Next() : Seeds.Mix(stream.Seed);
            var stack = stacks[(int)(which % (ulong)stacks.Length)];
            exchange.UserAgent = stack.UserAgent;
            exchange.Ja4 = stack.Ja4;
        }

        var hop = stream.Route.At(ref rng, stream.Seed, time, conversation);
        exchange.Ip = _scratch.AsSpan(64, hop.Format(_scratch.AsSpan(64, 32)));
        exchange.Asn = hop.Network.Asn;
        exchange.Country = hop.Network.Country;
        exchange.RttTcpMs = MathF.Round(hop.TcpMs, 1);
        exchange.RttTlsMs = MathF.Round(hop.TlsMs, 1);
        var shape = stream.Usage.Shape;
        exchange.Temperature = shape.Temperature;
        exchange.TopP = shape.TopP;
        exchange.MaxTokens = shape.MaxTokens;
        exchange.N = shape.N;
        exchange.Logprobs = shape.Logprobs;
        exchange.Stream = shape.Stream;
        exchange.Reasoning = shape.Reasoning;
    }

    /// <summary>Fills a short message up with more of the same, towards the length asked for.</summary>
    private void Fill(ref Rng rng, int words)
    {
        var target = (int)(6 * words * Draws.Around1(ref rng, 0.4));
        while (_pen.Length < target)
        {
            _pen.Write(" "u8);
            _pen.Say(Sentence, Manner.Free, rng.Next());
        }
    }
}
