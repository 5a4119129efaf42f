using System.Runtime.CompilerServices;
using Stillhound.Reporting.Html;

namespace Stillhound.Reporting.Tests.Html;

public sealed class ReportAssetsTests
{
    [Fact]
    public void TheScriptCannotEndItsElementEarly()
    {
        ReportAssets.Script.ShouldNotContain("</script", Case.Insensitive);
        ReportAssets.Script.ShouldNotContain("<!--");
        ReportAssets.Style.ShouldNotContain("</style", Case.Insensitive);
    }

    [Fact]
    public void TheScriptIsTrimmedToWhatIsDrawn() => ReportAssets.Script.Length.ShouldBeInRange(100_000, 700_000);

    [Fact]
    public void TheLockFileNamesNoHost()
    {
        var text = File.ReadAllText(Path.Combine(AssetsFolder(), "package-lock.json"));
        text.ShouldNotContain("\"resolved\"");
        text.ShouldNotContain("://");
        text.ShouldContain("\"integrity\"");
    }

    private static string AssetsFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Stillhound.Reporting/Assets");
}
