using Stillhound.Formats.Pipeline;

namespace Stillhound.Cli.Scanning;

/// <summary>What a scan was asked to do.</summary>
internal sealed record ScanRequest(
    string[] Paths, string? Accounts, string? Events, LogFormat Format, string? Map, string Out, string? Sweep, string? Lateness, string? Config, bool Json);
