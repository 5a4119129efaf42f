using System.Text;
using Stillhound.Server.Ingest;

namespace Stillhound.Server.Tests.Ingest.Following;

/// <summary>A journal that remembers identities, and outlives the process that it is used by.</summary>
internal sealed class FakeJournal
{
    private readonly HashSet<ulong> _ids = [];

    /// <summary>Accounts of the records that are in it, in order.</summary>
    public List<string> Accounts { get; } = [];

    /// <summary>Records that were left out because they were in it.</summary>
    public int Repeated { get; private set; }

    public void Append(IngestSink sink)
    {
        sink.Batch.Identities.Length.ShouldBe(sink.Batch.Count);
        for (var i = 0; i < sink.Batch.Count; i++)
        {
            sink.Batch.Identities[i].ShouldNotBe(0ul);
            if (_ids.Add(sink.Batch.Identities[i]))
                Accounts.Add(Encoding.UTF8.GetString(sink.Batch.Fingerprints.NameOf(sink.Batch.Fingerprints.Items[i])));
            else
                Repeated++;
        }
    }
}
