using System.Globalization;
using System.Text;
using Stillhound.Core.Fingerprints;
using Stillhound.Server.Journal;

// Appends to the journal of a folder from several threads until it is killed, and prints "WRITER NUMBER POSITION ." for every frame
// once it is acknowledged. A frame of a writer holds some exchanges, all with the frame's number as their time.
// Usage: FOLDER FIRST-NUMBER WRITERS
var culture = CultureInfo.InvariantCulture;
var first = long.Parse(args[1], culture);
using var journal = FrameJournal.Open(args[0], new JournalOptions { SegmentBytes = JournalOptions.LeastSegment }, TimeProvider.System);
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
await Task.WhenAll(Enumerable.Range(0, int.Parse(args[2], culture)).Select(writer => Task.Run(async () =>
{
    var frame = new JournalFrame();
    var batch = new FingerprintBatch();
    var name = Encoding.UTF8.GetBytes(string.Create(culture, $"writer-{writer}"));
    for (var number = first; ; number++)
    {
        batch.Clear();
        Fingerprint f = default;
        f.Time = number;
        f.Embedding[5] = 1;
        for (var i = 0L; i <= number % 40; i++)
            batch.Add(f, name);
        frame.SetExchanges(batch, [], number);
        var end = await journal.AppendAsync(frame);
        lock (output)
            output.WriteLine(string.Create(culture, $"{writer} {number} {end} ."));
    }
})));
