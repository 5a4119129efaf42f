using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stillhound.Formats.Pipeline;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Taken;
using Stillhound.WebConsole.Hosting;
using Stillhound.WebConsole.Layout;
using Stillhound.WebConsole.Pages;

namespace Stillhound.WebConsole.Acts;

/// <summary>Shows how a file is read, in the answer to the form that sends it: it is nowhere else, neither on disk nor in memory, afterwards.</summary>
internal static class DroppedFiles
{
    private const string Path = "/act/ingest/mapped";
    private const int OtherFields = 64 << 10;
    private static readonly SemaphoreSlim Room = new(2);

    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost(Path, Show).RequireAuthorization(ConsoleParts.Looks);
        // Where the answer is loaded again, there is nothing any more.
        routes.MapGet(Path, static () => Results.LocalRedirect("/ingest#drop")).RequireAuthorization(ConsoleParts.Looks);
    }

    private static async Task<IResult> Show(HttpContext context, IAntiforgery antiforgery, ConsoleState state, FlashSeal seal)
    {
        var request = context.Request;
        if (request.ContentLength is null or > DroppedFile.LargestFile + OtherFields || !request.HasFormContentType)
            return Back(context, seal, "At most 4 MB, please: the first records are enough.");
        // In memory alone: the usual reader puts what is larger into files.
        context.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            BufferBody = false, MemoryBufferThreshold = DroppedFile.LargestFile + OtherFields, MultipartBodyLengthLimit = DroppedFile.LargestFile + OtherFields,
            ValueCountLimit = 16, KeyLengthLimit = 256, ValueLengthLimit = OtherFields, MultipartHeadersCountLimit = 8, MultipartHeadersLengthLimit = 4096,
        }));
        try
        {
            if (!await antiforgery.IsRequestValidAsync(context))
                return Back(context, seal, "The page was open for too long, or the form came from elsewhere. Please try again.");
            var form = await request.ReadFormAsync(context.RequestAborted);
            if (form.Files is not [{ Length: > 0 } file])
                return Back(context, seal, "Choose one file that is not empty.");
            if (file.Length > DroppedFile.LargestFile)
                return Back(context, seal, "At most 4 MB, please: the first records are enough.");
            return await Explain(file, (string?)form["format"] ?? "auto", state, context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return Back(context, seal, "The form cannot be read. Please try again.");
        }
    }

    private static async Task<IResult> Explain(IFormFile file, string format, ConsoleState state, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(bytes, cancellation);
        var known = LogFormatName.All.Contains(format, StringComparer.Ordinal) && format != "mapped" ? format : "auto";
        await Room.WaitAsync(cancellation);
        try
        {
            var shown = await Task.Run(() => DroppedFile.Of(file.FileName, bytes, known, state.Host?.Options.Ingest.Attributes), cancellation);
            return new RazorComponentResult<MappedPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(MappedPage.File)] = shown });
        }
        finally
        {
            Room.Release();
        }
    }

    private static IResult Back(HttpContext context, FlashSeal seal, string why)
    {
        Flash.Leave(context, seal, why, isError: true);
        context.Response.Headers.Location = "/ingest";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
