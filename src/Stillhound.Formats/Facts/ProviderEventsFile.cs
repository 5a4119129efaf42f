using Stillhound.Core.Exchanges;
using Stillhound.Core.Verdicts;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Facts;

/// <summary>Reads events of the provider's side: NDJSON, an object an event, gzip or plain.</summary>
public static class ProviderEventsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rejects">Where the first thousand bad lines go; null to only count them.</param>
    /// <returns>The events as they stand in the file, not sorted.</returns>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static FactsFile<ProviderEvent> Read(string path, IRejectSink? rejects = null) => FactsFile.Read<ProviderEvent>(path, ReadOne, rejects);

    internal static ProviderEvent? ReadOne(FactMembers members, out RejectReason reason)
    {
        var time = members.Time("time", out var unreadable);
        ProviderEventType? type = members.Text("type") switch
        {
            "model_released" => ProviderEventType.ModelReleased,
            "account_suspended" => ProviderEventType.AccountSuspended,
            "account_restored" => ProviderEventType.AccountRestored,
            "workload_declared" => ProviderEventType.WorkloadDeclared,
            "campaign_dismissed" => ProviderEventType.CampaignDismissed,
            "campaign_reinstated" => ProviderEventType.CampaignReinstated,
            _ => null,
        };
        var (account, campaign, kind) = (members.Text("account"), members.Text("campaign"), members.Text("kind"));
        var teachesNothing = (type is ProviderEventType.CampaignDismissed && (kind is null || !Hypotheses.Has(kind))) || (type is ProviderEventType.CampaignReinstated && campaign is null);
        var needsAccount = type is ProviderEventType.AccountSuspended or ProviderEventType.AccountRestored;
        reason = unreadable ? RejectReason.UnreadableTime
            : time is null ? RejectReason.MissingTime
            : type is null || teachesNothing ? RejectReason.UnknownValue
            : needsAccount && account is null ? RejectReason.MissingAccount
            : RejectReason.None;
        if (reason != RejectReason.None)
            return null;
        return new ProviderEvent(time!.Value, type!.Value)
        {
            Account = account,
            Org = members.Text("org"),
            Model = members.Text("model"),
            Campaign = campaign,
            Kind = kind,
            Until = members.Time("until", out _),
        };
    }
}
