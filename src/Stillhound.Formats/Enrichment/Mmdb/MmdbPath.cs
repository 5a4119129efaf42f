using System.Text;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>Keys from a record down to one value, encoded once: <c>country.iso_code</c>.</summary>
internal sealed class MmdbPath
{
    private readonly byte[][] _keys;

    /// <summary>Makes a path of keys joined by dots.</summary>
    public MmdbPath(string path)
    {
        Text = path;
        _keys = [.. path.Split('.').Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The path as it was given.</summary>
    public string Text { get; }

    /// <summary>Its keys in UTF-8.</summary>
    public ReadOnlySpan<byte[]> Keys => _keys;
}
