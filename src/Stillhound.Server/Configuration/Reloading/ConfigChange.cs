namespace Stillhound.Server.Configuration.Reloading;

/// <summary>The keys in which a configuration differs from what is in force. Names only: values may be secrets.</summary>
/// <param name="AtOnce">Those that take effect at once.</param>
/// <param name="NeedsRestart">Those that take effect at the next start.</param>
internal sealed record ConfigChange(IReadOnlyList<string> AtOnce, IReadOnlyList<string> NeedsRestart)
{
    /// <summary>Compares.</summary>
    /// <param name="inForce">Keys with the values in force.</param>
    /// <param name="next">Keys with their new values.</param>
    /// <param name="atOnce">Whether a key takes effect at once.</param>
    public static ConfigChange Of(IReadOnlyDictionary<string, string> inForce, IReadOnlyDictionary<string, string> next, Func<string, bool> atOnce)
    {
        var changed = inForce.Keys.Union(next.Keys, StringComparer.Ordinal)
            .Where(key => inForce.GetValueOrDefault(key, "") != next.GetValueOrDefault(key, ""))
            .Select(NameOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToLookup(atOnce);
        return new ConfigChange([.. changed[true]], [.. changed[false]]);
    }

    /// <summary>A key as people are told of it: what is below a list is told as the list.</summary>
    public static string NameOf(string key) => key.IndexOf('[', StringComparison.Ordinal) is >= 0 and var at ? key[..at] : key;
}
