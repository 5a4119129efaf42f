using Stillhound.Reporting;

namespace Stillhound.WebConsole.Data.Details;

/// <summary>The findings that a scan wrote into a folder; they do not change while they are looked at.</summary>
internal sealed class FolderFindings(ReadFindings read, DateTimeOffset at) : IFindingsSource
{
    private readonly FoundView _view = new(read.Findings, 0, at);

    /// <inheritdoc/>
    public bool IsLive => false;

    /// <summary>What they rest on.</summary>
    public IDetailSource Details { get; } = new KeptDetails(read.Details);

    /// <inheritdoc/>
    public ValueTask<FoundView> NowAsync(CancellationToken cancellation) => ValueTask.FromResult(_view);
}
