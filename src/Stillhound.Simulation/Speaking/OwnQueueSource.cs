using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Corpora;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>
/// One queue whose items are dealt by subject: no item is given out twice, and yet each account asks about few things of its own.
/// Rows of a corpus carry no subject and are dealt as they come.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="set">Decides the items.</param>
/// <param name="rules">What the items that belong to nobody are about.</param>
/// <param name="wide">What accounts may choose their own subjects from.</param>
/// <param name="rows">Real items, taken first.</param>
/// <param name="own">Share of items on the account's own subjects.</param>
internal sealed class OwnQueueSource(int queue, ulong set, int[] rules, int[] wide, CorpusSlice rows, double own) : Source
{
    public override void Fill(Pen pen, ref Utterance utterance)
    {
        var item = (ulong)utterance.Queues[queue]++;
        if (item < (ulong)rows.Count || Seeds.Unit(Seeds.Of(set + 2, item)) >= own)
        {
            Item(pen, set, item, rules, rows, Manner.Free);
            return;
        }

        var subject = Seeds.Of(utterance.StreamSeed, item & 1);
        pen.Content(wide[(int)(subject % (ulong)wide.Length)], new Manner(subject, 0, 4, utterance.StreamSeed, 0.7f, 5), Seeds.Of(set + 1, item));
    }
}
