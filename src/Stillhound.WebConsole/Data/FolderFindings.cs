using Stillhound.Reporting;
using Stillhound.WebConsole.Data.Details;

namespace Stillhound.WebConsole.Data;

/// <summary>The findings that a scan wrote into a folder, as they were when it was opened.</summary>
internal sealed class FolderFindings : IFindingsSource
{
    private readonly FoundView _view;

    private FolderFindings(ReadFindings read, DateTimeOffset at)
    {
        _view = new FoundView(read.Findings, 0, at);
        Details = new KeptDetails(read.Details);
    }

    /// <inheritdoc/>
    public bool IsLive => false;

    /// <summary>What they rest on, as far as the folder holds it.</summary>
    public IDetailSource Details { get; }

    /// <summary>Reads them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="OutputException">Something in it is missing or damaged; the message names it.</exception>
    public static FolderFindings Read(string folder, TimeProvider time) => new(FindingsReader.Read(folder), time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask<FoundView> NowAsync(CancellationToken cancellation) => ValueTask.FromResult(_view);
}
