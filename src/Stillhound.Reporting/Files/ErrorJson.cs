using System.Text.Json;
using Stillhound.Core.ErrorControl;

namespace Stillhound.Reporting.Files;

/// <summary>The budget of false accusations in <c>campaigns.json</c>: of the run and of a campaign.</summary>
internal static class ErrorJson
{
    private const string Name = "error_control";

    public static void Write(Utf8JsonWriter json, ErrorReport? report)
    {
        if (report is null)
        {
            json.WriteNull(Name);
            return;
        }

        json.WriteStartObject(Name);
        json.WriteFinite("per_log", report.Budget.PerLog);
        json.WriteFinite("per_million_account_days", report.Budget.PerMillionAccountDays);
        json.WriteFinite("false_discovery_rate", report.Budget.FalseDiscoveryRate);
        json.WriteFinite("account_days", report.AccountDays);
        json.WriteFinite("granted", report.Granted);
        json.WriteNumber("searches", report.Searches);
        json.WriteNumber("followed", report.Followed);
        json.WriteNumber("held_back", report.HeldBack);
        json.WriteStartObject("counted");
        json.WriteNumber("decoys", report.Decoys);
        json.WriteNumber("suspect", report.DecoysSuspect);
        json.WriteNumber("at_review", report.DecoysAtReview);
        json.WriteNumber("at_act", report.DecoysAtAct);
        json.WriteFinite("at_act_at_most", CountedShare.AtMost(report.DecoysAtAct, report.Decoys));
        json.WriteEndObject();
        json.WriteStartObject("modelled");
        json.WriteFinite("tail_decades", report.TailDecades);
        json.WriteNumber("tail_decoys", report.DecoysBeyond);
        json.WriteFinite("expected_by_chance", report.ExpectedByChance);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, CampaignError? error)
    {
        if (error is null)
        {
            json.WriteNull(Name);
            return;
        }

        json.WriteStartObject(Name);
        json.WriteFinite("p_value", error.PValue);
        json.WriteFinite("e_value", error.EValue);
        json.WriteFinite("accrued", error.Accrued);
        json.WriteBoolean("held_back", error.HeldBack);
        json.WriteEndObject();
    }
}
