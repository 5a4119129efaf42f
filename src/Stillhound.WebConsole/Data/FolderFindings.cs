using Stillhound.Core.Details;
using Stillhound.Reporting;

namespace Stillhound.WebConsole.Data;

/// <summary>The findings that a scan wrote into a folder, as they were when it was opened.</summary>
internal sealed class FolderFindings : IFindingsSource
{
    private readonly FoundView _view;
    private readonly Dictionary<string, CampaignDetail> _details;

    private FolderFindings(ReadFindings read, DateTimeOffset at)
    {
        _view = new FoundView(read.Findings, 0, at);
        _details = read.Details.ToDictionary(static d => d.Id, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public bool IsLive => false;

    /// <summary>Reads them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="OutputException">Something in it is missing or damaged; the message names it.</exception>
    public static FolderFindings Read(string folder, TimeProvider time) => new(FindingsReader.Read(folder), time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask<FoundView> NowAsync(CancellationToken cancellation) => ValueTask.FromResult(_view);

    /// <summary>The detail of a campaign; null where the folder holds none.</summary>
    public CampaignDetail? Detail(string campaign) => _details.GetValueOrDefault(campaign);
}
