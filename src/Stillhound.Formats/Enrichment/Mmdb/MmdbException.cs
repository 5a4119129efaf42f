namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>A MaxMind DB file is not what its format asks for; the message says what and where.</summary>
internal sealed class MmdbException(string message) : Exception(message);
