using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Stillhound.WebConsole.Layout;

/// <summary>Seals what one page tells the next, so that nobody else can put words on a page.</summary>
internal sealed class FlashSeal(IDataProtectionProvider protection)
{
    /// <summary>Seals for some minutes.</summary>
    public ITimeLimitedDataProtector Protector { get; } = protection.CreateProtector("flash").ToTimeLimitedDataProtector();
}

/// <summary>What an act tells the page that follows it, once.</summary>
/// <param name="Text">What became of it.</param>
/// <param name="IsError">Whether it was not done.</param>
internal sealed record Flash(string Text, bool IsError)
{
    private const string Name = "stillhound.flash";
    private const int Longest = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>Leaves it for the next page.</summary>
    public static void Leave(HttpContext context, FlashSeal seal, string text, bool isError = false) => context.Response.Cookies.Append(
        Name, seal.Protector.Protect((isError ? "!" : ".") + (text.Length > Longest ? text[..Longest] : text), Kept),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Kept });

    /// <summary>Takes it; null when nothing was left.</summary>
    public static Flash? Take(HttpContext context, FlashSeal seal)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 8192 } left)
            return null;
        if (!context.Response.HasStarted)
            context.Response.Cookies.Delete(Name);
        try
        {
            var text = seal.Protector.Unprotect(left);
            return new Flash(text[1..], text[0] == '!');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
