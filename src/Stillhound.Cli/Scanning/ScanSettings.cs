using Stillhound.Core.Engine;
using Stillhound.Formats.Enrichment;

namespace Stillhound.Cli.Scanning;

/// <summary>What a configuration says.</summary>
/// <param name="Engine">How the engine works.</param>
/// <param name="Enrichment">The lists; null where none is configured.</param>
internal sealed record ScanSettings(EngineOptions Engine, EnrichmentOptions? Enrichment);
