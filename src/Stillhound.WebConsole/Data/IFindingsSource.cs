namespace Stillhound.WebConsole.Data;

/// <summary>Where pages get findings from: a running detector, or a folder that a scan wrote.</summary>
internal interface IFindingsSource
{
    /// <summary>Whether more is coming in.</summary>
    bool IsLive { get; }

    /// <summary>The newest findings that are at hand. Waits only where there are none yet.</summary>
    ValueTask<FoundView> NowAsync(CancellationToken cancellation);
}
