using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Stillhound.Reporting.Html;

/// <summary>
/// A page with places to fill: <c>{{name}}</c> puts encoded text, <c>{{#name}}...{{/name}}</c> repeats for a list or
/// shows for a view or a truth, <c>{{^name}}...{{/name}}</c> shows for an empty list or an untruth. Names are looked up
/// from the inside out. There is no way to put text without encoding it, other than by its type.
/// </summary>
internal sealed class Template
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // A section that is merely shown brings no names of its own.
    private static readonly View[] Once = [[]];

    private readonly IReadOnlyList<Part> _parts;

    private Template(IReadOnlyList<Part> parts) => _parts = parts;

    private enum Kind
    {
        Text,
        Place,
        Section,
        Inverse,
    }

    /// <exception cref="FormatException">A section is not closed where it should be.</exception>
    public static Template Parse(string source)
    {
        var position = 0;
        return new Template(ParseUntil(source, ref position, null));
    }

    /// <exception cref="KeyNotFoundException">The template names something that the view does not hold.</exception>
    public void Fill(TextWriter page, View view) => Fill(page, _parts, [view]);

    private static List<Part> ParseUntil(string source, ref int position, string? section)
    {
        var parts = new List<Part>();
        while (true)
        {
            var open = source.IndexOf("{{", position, StringComparison.Ordinal);
            if (open < 0)
            {
                if (section is not null)
                    throw new FormatException($"Section {section} is not closed.");
                parts.Add(new Part(Kind.Text, source[position..], []));
                return parts;
            }

            parts.Add(new Part(Kind.Text, source[position..open], []));
            var close = source.IndexOf("}}", open, StringComparison.Ordinal);
            var tag = source[(open + 2)..close];
            position = close + 2;
            switch (tag[0])
            {
                case '#' or '^':
                    var kind = tag[0] == '#' ? Kind.Section : Kind.Inverse;
                    parts.Add(new Part(kind, tag[1..], ParseUntil(source, ref position, tag[1..])));
                    break;
                case '/' when tag[1..] == section:
                    return parts;
                case '/':
                    throw new FormatException($"Section {section} is closed as {tag[1..]}.");
                default:
                    parts.Add(new Part(Kind.Place, tag, []));
                    break;
            }
        }
    }

    private static void Fill(TextWriter page, IReadOnlyList<Part> parts, IReadOnlyList<View> scope)
    {
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case Kind.Text:
                    page.Write(part.Text);
                    break;
                case Kind.Place:
                    Put(page, Find(part.Text, scope));
                    break;
                case Kind.Section:
                    foreach (var inner in Occurrences(Find(part.Text, scope)))
                        Fill(page, part.Inside, [.. scope, inner]);
                    break;
                case Kind.Inverse when !Occurrences(Find(part.Text, scope)).Any():
                    Fill(page, part.Inside, scope);
                    break;
            }
        }
    }

    private static void Put(TextWriter page, object value)
    {
        if (value is Markup markup)
            page.Write(markup.Text);
        else
            Encoder.Encode(page, Visible.Text((string)value));
    }

    private static IEnumerable<View> Occurrences(object value) => value switch
    {
        bool shown => shown ? Once : [],
        View view => [view],
        IEnumerable<View> views => views,
        string text => text.Length > 0 ? Once : [],
        _ => throw new InvalidOperationException($"A section cannot show a {value.GetType().Name}."),
    };

    private static object Find(string name, IReadOnlyList<View> scope)
    {
        for (var i = scope.Count - 1; i >= 0; i--)
        {
            if (scope[i].TryGetValue(name, out var value))
                return value;
        }

        throw new KeyNotFoundException($"The template names {name}, which the view does not hold.");
    }

    private sealed record Part(Kind Kind, string Text, IReadOnlyList<Part> Inside);
}
