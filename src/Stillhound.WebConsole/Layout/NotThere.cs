using Microsoft.AspNetCore.Http;

namespace Stillhound.WebConsole.Layout;

/// <summary>Says in an answer's status that what was asked for is not there, with a page that says it in words.</summary>
internal static class NotThere
{
    /// <summary>Marks an answer.</summary>
    public static void Say(HttpContext context) => LateStatus.Set(context, StatusCodes.Status404NotFound);
}
