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

    /// <summary>Text as it is.</summary>
    public static RenderFragment Plain(string text) => builder => builder.AddContent(0, text);

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
