using System.Globalization;
using System.Text;

namespace Stillhound.Simulation.Text;

/// <summary>Compiles the text of one alternative.</summary>
internal static class PartParser
{
    public static Part[] Parse(string source, Func<string, int> ruleId)
    {
        var parts = new List<Part>();
        var text = source == "\"\"" ? "" : source.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            var open = NextBrace(text, at);
            if (open > at)
                parts.Add(new Part(PartKind.Literal, Encoding.UTF8.GetBytes(text[at..open]), 0, 0));
            if (open == text.Length)
                break;
            var close = text.IndexOf('}', open);
            parts.Add(Slot(text[(open + 1)..close], ruleId));
            at = close + 1;
        }

        return [.. parts];
    }

    /// <summary>A brace opens a slot only when a name, # or @ follows: code in the grammars has braces of its own.</summary>
    private static int NextBrace(string text, int from)
    {
        for (var i = from; i < text.Length - 1; i++)
        {
            if (text[i] == '{' && (char.IsAsciiLetterLower(text[i + 1]) || text[i + 1] is '#' or '@'))
                return i;
        }

        return text.Length;
    }

    private static Part Slot(string slot, Func<string, int> ruleId)
    {
        if (slot == "@")
            return new Part(PartKind.Content, [], 0, 0);
        if (slot[0] != '#')
            return new Part(PartKind.Rule, [], ruleId(slot), 0);
        var fields = slot.Split(':');
        var a = int.Parse(fields[1], CultureInfo.InvariantCulture);
        return fields[0] switch
        {
            "#int" => new Part(PartKind.Number, [], a, int.Parse(fields[2], CultureInfo.InvariantCulture)),
            "#syl" => new Part(PartKind.Syllables, [], a, 0),
            "#Syl" => new Part(PartKind.Name, [], a, 0),
            _ => throw new InvalidDataException($"unknown generator {slot}"),
        };
    }
}
