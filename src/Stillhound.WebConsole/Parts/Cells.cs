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
    public static RenderFragment Named(string name, string path, string id) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", path);
        builder.AddContent(2, name);
        builder.CloseElement();
        builder.OpenElement(3, "span");
        builder.AddAttribute(4, "class", "code below");
        builder.AddContent(5, id);
        builder.CloseElement();
    };

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
}
