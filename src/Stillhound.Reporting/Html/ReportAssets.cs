using System.Security.Cryptography;
using System.Text;

namespace Stillhound.Reporting.Html;

/// <summary>The parts of a page that are the same in every report.</summary>
internal static class ReportAssets
{
    private static readonly Lazy<string> LazyStyle = new(() => Read("report.css"));
    private static readonly Lazy<string> LazyScript = new(() => Read("report.js"));
    private static readonly Lazy<Template> LazyPage = new(() => ReadPage("report.html"));
    private static readonly Lazy<Template> LazySweepPage = new(() => ReadPage("evasion.html"));

    public static string Style => LazyStyle.Value;

    public static string Script => LazyScript.Value;

    public static Template Page => LazyPage.Value;

    /// <summary>The page of sweeps; it shares style sheet and script with the report.</summary>
    public static Template SweepPage => LazySweepPage.Value;

    /// <summary>
    /// Nothing may be fetched or sent, and only the page's own script and style sheet may run. Charts set style
    /// attributes, which cannot be listed by hash.
    /// </summary>
    public static string ContentPolicy =>
        $"default-src 'none'; script-src {Hash(Script)}; style-src-elem {Hash(Style)}; style-src-attr 'unsafe-inline'; "
        + "img-src data:; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static Template ReadPage(string name)
    {
        // Indentation serves those who edit the template; repeated for each row of each table it would double the page.
        var source = Read(name).Replace("{{>campaign}}", Read("campaign.html"), StringComparison.Ordinal)
            .Replace("{{>accounts}}", Read("accounts.html"), StringComparison.Ordinal);
        var lines = source.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Template.Parse(string.Join('\n', lines));
    }

    private static string Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A carriage return would be dropped by the browser before it compares the hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
