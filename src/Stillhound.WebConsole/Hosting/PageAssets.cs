using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Stillhound.WebConsole.Hosting;

/// <summary>The style and the script of the console, from this assembly and from nowhere else. Their addresses change with their content.</summary>
internal static class PageAssets
{
    private static readonly Asset Style = Load("console.css", "text/css; charset=utf-8");
    private static readonly Asset Script = Load("console.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the style.</summary>
    public static string StylePath => Style.Path;

    /// <summary>Address of the script.</summary>
    public static string ScriptPath => Script.Path;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { Style, Script })
            routes.MapGet(asset.Path, context => Send(context, asset)).AllowAnonymous();
    }

    private static Task Send(HttpContext context, Asset asset)
    {
        var packed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var body = packed ? asset.Packed : asset.Plain;
        context.Response.ContentType = asset.Type;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (packed)
            context.Response.Headers.ContentEncoding = "br";
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    private static Asset Load(string name, string type)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(plain.GetBuffer(), 0, (int)plain.Length);
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()))[..12];
        return new Asset($"/assets/{hash}/{name}", type, plain.ToArray(), packed.ToArray());
    }

    private sealed record Asset(string Path, string Type, byte[] Plain, byte[] Packed);
}
