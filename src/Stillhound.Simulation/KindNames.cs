using System.Text;

namespace Stillhound.Simulation;

/// <summary>Names of kinds as users write them and as the truth file has them: <c>fixed_prompt</c> for FixedPrompt.</summary>
public static class KindNames
{
    /// <summary>The name in lower case with underscores.</summary>
    public static string Of<T>(T kind)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>Finds a kind by its name; hyphens count as underscores.</summary>
    public static bool TryParse<T>(string name, out T kind)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (!string.Equals(Of(candidate), name.Replace('-', '_'), StringComparison.OrdinalIgnoreCase))
                continue;
            kind = candidate;
            return true;
        }

        kind = default;
        return false;
    }
}
