using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Corpora;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>Where the content of framed messages comes from.</summary>
internal abstract class Source
{
    /// <summary>Sets the pen's content for one message.</summary>
    public abstract void Fill(Pen pen, ref Utterance utterance);

    /// <summary>The content of item number <paramref name="item"/>: a corpus row while there are any, then the grammar.</summary>
    protected static void Item(Pen pen, ulong set, ulong item, int[] rules, CorpusSlice rows, in Manner manner)
    {
        if (item < (ulong)rows.Count)
            pen.Content(rows[(int)item]);
        else
            pen.Content(rules[(int)(Seeds.Of(set, item) % (ulong)rules.Length)], manner, Seeds.Of(set + 1, item));
    }
}

/// <summary>Everybody brings content of their own.</summary>
internal sealed class OwnSource(int[] rules, float topicLoyalty, CorpusSlice rows) : Source
{
    public override void Fill(Pen pen, ref Utterance utterance)
    {
        var manner = new Manner(utterance.StreamSeed, 0.4f, 4, utterance.StreamSeed, topicLoyalty, 5);
        // A user of a tool returns to few of its purposes.
        var rule = rules[(int)(Seeds.Of(utterance.StreamSeed, utterance.Seed % 3) % (ulong)rules.Length)];
        if (rows.Count > 0 && (utterance.Seed & 1) == 0)
            pen.Content(rows[(int)(Seeds.Mix(utterance.Seed) % (ulong)rows.Count)]);
        else
            pen.Content(rule, manner, Seeds.Mix(utterance.Seed));
    }
}

/// <summary>A published set: every user works through the same items, some in order and some not.</summary>
internal sealed class SharedSource(ulong set, int items, bool inOrder, int[] rules, CorpusSlice rows) : Source
{
    public override void Fill(Pen pen, ref Utterance utterance)
    {
        var item = inOrder
            ? (Seeds.Of(utterance.StreamSeed, (ulong)(utterance.Conversation >> 20)) + ((ulong)utterance.Conversation & 0xFFFFF)) % (ulong)items
            : Seeds.Mix(utterance.Seed) % (ulong)items;
        Item(pen, set, item, rules, rows, Manner.Free);
    }
}

/// <summary>One queue over all accounts: no item is ever given out twice.</summary>
internal sealed class QueueSource(int queue, ulong set, int[] rules, CorpusSlice rows) : Source
{
    public override void Fill(Pen pen, ref Utterance utterance) =>
        Item(pen, set, (ulong)utterance.Queues[queue]++, rules, rows, Manner.Free);
}

/// <summary>Messages of another service's people, each of whom has habits and topics of their own.</summary>
internal sealed class CrowdSource(int queue, ulong set, int people, float topicLoyalty, int[] rules, CorpusSlice rows) : Source
{
    public override void Fill(Pen pen, ref Utterance utterance)
    {
        var item = (ulong)utterance.Queues[queue]++;
        var person = Seeds.Of(set, Seeds.Of(set, item) % (ulong)people);
        Item(pen, set, item, rules, rows, new Manner(person, 0.4f, 4, person, topicLoyalty, 5));
    }
}
