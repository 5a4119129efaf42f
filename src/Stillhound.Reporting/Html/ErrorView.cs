using Stillhound.Core.ErrorControl;

namespace Stillhound.Reporting.Html;

/// <summary>The budget of false accusations: what is allowed, counted and modelled.</summary>
internal static class ErrorView
{
    public static void AddTo(View view, ErrorReport? report)
    {
        view["anyErrors"] = report is not null;
        view["allowed"] = report is null ? "" : ErrorText.Allowed(report);
        view["counted"] = report is null ? "" : ErrorText.Counted(report);
        view["modelled"] = report is null ? "" : ErrorText.Modelled(report);
    }
}
