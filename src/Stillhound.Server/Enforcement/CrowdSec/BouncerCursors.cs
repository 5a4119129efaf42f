using System.Collections.Concurrent;
using System.Globalization;

namespace Stillhound.Server.Enforcement.CrowdSec;

/// <summary>
/// How far each bouncer has read. Lost with the process, after which a bouncer is sent everything again. Versions are those of one
/// process, so a cursor that a client keeps carries the process's own mark.
/// </summary>
/// <param name="epoch">The process's mark.</param>
internal sealed class BouncerCursors(string epoch)
{
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FetchedSnapshot> _fetched = new(StringComparer.Ordinal);

    /// <summary>What each bouncer fetched last, whoever keeps its cursor.</summary>
    public IEnumerable<FetchedSnapshot> Fetched => _fetched.Values;

    /// <summary>The version that a bouncer has; null when it has none.</summary>
    public long? Of(string bouncer) => _versions.TryGetValue(bouncer, out var version) ? version : null;

    /// <summary>Keeps how far a bouncer has read. Beyond the bound it is forgotten, and the bouncer is sent everything.</summary>
    public void Keep(string bouncer, long version)
    {
        if (_versions.Count < Most || _versions.ContainsKey(bouncer))
            _versions[bouncer] = version;
    }

    /// <summary>Notes what a bouncer was sent. Beyond the bound nothing is noted.</summary>
    public void Note(string bouncer, long version, DateTimeOffset at)
    {
        if (_fetched.Count < Most || _fetched.ContainsKey(bouncer))
            _fetched[bouncer] = new FetchedSnapshot(bouncer, version, at);
    }

    /// <summary>A cursor for a client to keep.</summary>
    public string TextOf(long version) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{version}");

    /// <summary>The version in a client's cursor; null when it is of another process or none at all.</summary>
    public long? Parse(string text) =>
        text.StartsWith(epoch, StringComparison.Ordinal) && text.Length > epoch.Length && text[epoch.Length] == '-' && long.TryParse(text.AsSpan(epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}

/// <summary>What a bouncer fetched last.</summary>
/// <param name="Bouncer">Its key's name and where it asked from.</param>
/// <param name="Version">Version of the snapshot that it has since.</param>
/// <param name="At">When it asked.</param>
internal sealed record FetchedSnapshot(string Bouncer, long Version, DateTimeOffset At);
