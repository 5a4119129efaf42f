using Stillhound.WebConsole.Data.Details;
using Stillhound.Server.Hosting;

namespace Stillhound.WebConsole.Data;

/// <summary>What the console was opened over.</summary>
/// <param name="Found">The findings.</param>
/// <param name="Host">The running server; null over a folder.</param>
/// <param name="Folder">The folder; null over a running server.</param>
/// <param name="Time">The clock.</param>
internal sealed record ConsoleState(IFindingsSource Found, HostState? Host, string? Folder, TimeProvider Time)
{
    /// <summary>What the findings rest on.</summary>
    public IDetailSource Details { get; init; } = Host is { } host ? new LiveDetails(host.Live.Detector, Time) : (Found as FolderFindings)?.Details ?? new KeptDetails([]);
}
