namespace Stillhound.Reporting.Html;

/// <summary>
/// What a template is filled with: text, markup, a truth value, a view or a list of views by name. Text is encoded
/// where it is put; only <see cref="Markup"/> is not.
/// </summary>
internal sealed class View : Dictionary<string, object>
{
    public View()
        : base(StringComparer.Ordinal)
    {
    }
}

/// <summary>Our own text that goes into a page as it is: style sheet, script, escaped JSON.</summary>
/// <param name="Text">The text.</param>
internal sealed record Markup(string Text);
