using Microsoft.AspNetCore.Components;

namespace Stillhound.WebConsole.Parts;

/// <summary>Cells that several tables share.</summary>
internal static class Cells
{
    /// <summary>An identifier, which stays on its line.</summary>
    public static RenderFragment Code(string text) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "code");
        builder.AddContent(2, text);
        builder.CloseElement();
    };

    /// <summary>A name that leads somewhere, with its identifier below.</summary>
    public static RenderFragment Named(string name, string path, string id) => Linked(name, path, "span", "code below", id);

    /// <summary>A box to mark a row, which belongs to the form <c>several</c>.</summary>
    public static RenderFragment Mark(string id, string what) => builder =>
    {
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "checkbox");
        builder.AddAttribute(2, "name", "ids");
        builder.AddAttribute(3, "value", id);
        builder.AddAttribute(4, "form", "several");
        builder.AddAttribute(5, "aria-label", "Mark " + what);
        builder.CloseElement();
    };

    /// <summary>Plain text.</summary>
    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    /// <summary>Something with more said of it below.</summary>
    public static RenderFragment Lines(string text, string note) => builder =>
    {
        builder.AddContent(0, text);
        if (note.Length == 0)
            return;
        builder.OpenElement(1, "div");
        builder.AddAttribute(2, "class", "says");
        builder.AddContent(3, note);
        builder.CloseElement();
    };

    /// <summary>A name that leads somewhere, with more said of it below.</summary>
    public static RenderFragment Told(string name, string path, string note) => Linked(name, path, "div", "says", note);

    /// <summary>A weight with its sign; who speaks for and who against is told by the sign, not by the colour alone.</summary>
    public static RenderFragment Signed(double weight) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", weight < 0 ? "against" : "for");
        builder.AddContent(2, Words.Signed(weight));
        builder.CloseElement();
    };

    /// <summary>The first of some accounts as links.</summary>
    public static RenderFragment Accounts(IReadOnlyList<string> accounts) => builder =>
    {
        const int Shown = 5;
        foreach (var account in accounts.Take(Shown))
        {
            builder.OpenElement(0, "a");
            builder.AddAttribute(1, "href", Words.Account(account));
            builder.AddAttribute(2, "class", "name");
            builder.AddContent(3, account.Length == 0 ? "(no name)" : account);
            builder.CloseElement();
            builder.AddContent(4, " ");
        }

        if (accounts.Count > Shown)
            builder.AddContent(5, $"and {Words.Count(accounts.Count - Shown)} more");
    };

    /// <summary>A tier as a badge.</summary>
    public static RenderFragment Tier(Core.Campaigns.Tier tier) => Badge(Words.Of(tier), Words.Of(tier));

    /// <summary>A word as a badge.</summary>
    /// <param name="text">The word.</param>
    /// <param name="look">Name of the style.</param>
    public static RenderFragment Badge(string text, string look) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "badge " + look);
        builder.AddContent(2, text);
        builder.CloseElement();
    };

    private static RenderFragment Linked(string name, string path, string element, string look, string below) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", path);
        builder.AddContent(2, name);
        builder.CloseElement();
        builder.OpenElement(3, element);
        builder.AddAttribute(4, "class", look);
        builder.AddContent(5, below);
        builder.CloseElement();
    };
}
