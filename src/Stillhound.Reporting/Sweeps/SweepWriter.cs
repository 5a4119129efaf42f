using Stillhound.Reporting.Files;

namespace Stillhound.Reporting.Sweeps;

/// <summary>Writes sweeps as <c>evasion.json</c>, <c>evasion.html</c> and <c>evasion.svg</c>.</summary>
/// <remarks>Equal sweeps give equal bytes; no clock is read.</remarks>
public static class SweepWriter
{
    /// <summary>File name of the figures for programs.</summary>
    public const string JsonFile = "evasion.json";

    /// <summary>File name of the page for people.</summary>
    public const string PageFile = "evasion.html";

    /// <summary>File name of the picture that other pages can embed.</summary>
    public const string PictureFile = "evasion.svg";

    private static readonly string[] Ours = [JsonFile, PageFile, PictureFile];

    /// <summary>Makes the folder ready. Sweeps take long, so what is wrong with it is better known before.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="OutputException">It holds something else, or cannot be created or written.</exception>
    public static string Prepare(string directory) => OutputDirectory.PrepareFor(directory, Ours);

    /// <summary>Writes the three files; they appear together and whole, or not at all.</summary>
    /// <exception cref="OutputException">The folder was refused or the disk is full; nothing half-written is left.</exception>
    public static void Write(SweepReport report, string directory)
    {
        ArgumentNullException.ThrowIfNull(report);
        var files = new WholeFiles(Prepare(directory), WholeFiles.CreateOnDisk);
        files.Add(PageFile, stream => SweepPage.Write(report, stream));
        files.Add(PictureFile, stream => SweepPicture.Write(report, stream));
        files.Add(JsonFile, stream => SweepJson.Write(report, stream));
        files.Commit();
    }
}
