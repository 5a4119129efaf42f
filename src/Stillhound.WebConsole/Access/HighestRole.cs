using System.Security.Claims;
using Stillhound.Server.Access;

namespace Stillhound.WebConsole.Access;

/// <summary>The one role that tells what somebody may do: each brings those below it.</summary>
internal static class HighestRole
{
    private static readonly string[] All = [Role.Admin, Role.Approver, Role.Analyst, Role.Viewer];

    /// <summary>The role; empty for who has none.</summary>
    public static string Of(ClaimsPrincipal person) => All.FirstOrDefault(person.IsInRole) ?? "";
}
