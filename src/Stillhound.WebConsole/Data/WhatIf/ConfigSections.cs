using System.Text;

namespace Stillhound.WebConsole.Data.WhatIf;

/// <summary>Sections of a configuration's text, as somebody wrote them: environment variables stay unread, and nothing else of the file is shown.</summary>
internal static class ConfigSections
{
    /// <summary>The text of some sections, in the order asked for; of one that is not there its name alone.</summary>
    public static string Of(string yaml, params ReadOnlySpan<string> names)
    {
        var lines = yaml.ReplaceLineEndings("\n").Split('\n');
        var text = new StringBuilder();
        foreach (var name in names)
        {
            var from = Array.FindIndex(lines, line => IsKey(line, name));
            if (from < 0)
            {
                text.Append(name).Append(":\n");
                continue;
            }

            var to = from + 1;
            while (to < lines.Length && !BeginsAnother(lines[to]))
                to++;
            // What stands before the next section, at the margin, is about that one.
            while (to > from + 1 && (lines[to - 1].Trim().Length == 0 || lines[to - 1][0] == '#'))
                to--;
            foreach (var line in lines.AsSpan(from, to - from))
                text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsKey(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && line.AsSpan(name.Length).TrimStart(' ').StartsWith(":", StringComparison.Ordinal);

    private static bool BeginsAnother(string line) => line.Length > 0 && line[0] is not (' ' or '\t' or '#' or '-' or '}' or ']');
}
