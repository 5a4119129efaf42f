namespace Stillhound.Formats.Inputs;

/// <summary>
/// A path with wildcards: <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders. Matching takes time in
/// proportion to the pattern times the path, whatever the pattern.
/// </summary>
internal sealed class GlobPattern
{
    private readonly string[] _parts;

    public GlobPattern(string pattern)
    {
        var parts = pattern.Split('/');
        var plain = 0;
        while (plain < parts.Length - 1 && !IsPattern(parts[plain]))
            plain++;
        var folder = string.Join('/', parts[..plain]);
        Folder = folder.Length > 0 ? folder : plain > 0 ? "/" : ".";
        _parts = parts[plain..];
    }

    /// <summary>The folder under which every match lies.</summary>
    public string Folder { get; }

    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a file under <see cref="Folder"/> matches.</summary>
    public bool Matches(string file)
    {
        var path = Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar);
        // reach[i]: the parts of the pattern so far can match the first i names.
        var reach = new bool[path.Length + 1];
        reach[0] = true;
        foreach (var part in _parts)
        {
            var next = new bool[path.Length + 1];
            for (var i = 0; i <= path.Length; i++)
            {
                if (part == "**")
                    next[i] = reach[i] || (i > 0 && next[i - 1]);
                else if (i > 0)
                    next[i] = reach[i - 1] && NameMatches(part, path[i - 1]);
            }

            reach = next;
        }

        return reach[path.Length];
    }

    private static bool NameMatches(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]) && pattern[p] != '*')
            {
                p++;
                n++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
