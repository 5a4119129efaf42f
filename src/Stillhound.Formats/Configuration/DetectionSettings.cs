using Stillhound.Core.Engine;
using Stillhound.Formats.Enrichment;

namespace Stillhound.Formats.Configuration;

/// <summary>What a configuration says.</summary>
/// <param name="Engine">How the engine works.</param>
/// <param name="Enrichment">The lists; null where none is configured.</param>
public sealed record DetectionSettings(EngineOptions Engine, EnrichmentOptions? Enrichment);
