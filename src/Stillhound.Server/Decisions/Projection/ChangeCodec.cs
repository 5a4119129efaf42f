using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stillhound.Ledger;
using Stillhound.Server.Cases.Projection;

namespace Stillhound.Server.Decisions.Projection;

/// <summary>Changes as entries of the ledger, and back.</summary>
internal static class ChangeCodec
{
    /// <summary>Bytes of names in one entry at most; far enough below the longest line for their escapes.</summary>
    private const int MostNameBytes = LedgerFormat.LongestPayload / 8;

    private static readonly Dictionary<string, JsonTypeInfo> Kinds = new(StringComparer.Ordinal)
    {
        ["policy.adopted"] = ChangeJson.Default.PolicyAdopted,
        ["campaign.judged"] = ChangeJson.Default.CampaignJudged,
        ["campaign.dismissed"] = ChangeJson.Default.Dismissed,
        ["campaign.reinstated"] = ChangeJson.Default.Reinstated,
        ["campaign.cleared"] = ChangeJson.Default.Cleared,
        ["decision.members"] = ChangeJson.Default.MembersChanged,
        ["decision.proposed"] = ChangeJson.Default.Proposed,
        ["decision.approved"] = ChangeJson.Default.Approved,
        ["decision.armed"] = ChangeJson.Default.Armed,
        ["decision.grown"] = ChangeJson.Default.Grown,
        ["decision.rejected"] = ChangeJson.Default.Rejected,
        ["decision.undone"] = ChangeJson.Default.Undone,
        ["decision.extended"] = ChangeJson.Default.Extended,
        ["decision.replaced"] = ChangeJson.Default.Replaced,
        ["decision.expired"] = ChangeJson.Default.Expired,
        ["case.noted"] = CaseChangeJson.Default.CaseNoted,
        ["case.assigned"] = CaseChangeJson.Default.CaseAssigned,
        ["case.closed"] = CaseChangeJson.Default.CaseClosed,
        ["case.reopened"] = CaseChangeJson.Default.CaseReopened,
        ["appeal.opened"] = CaseChangeJson.Default.AppealOpened,
        ["appeal.answered"] = CaseChangeJson.Default.AppealAnswered,
        ["appeal.withdrawn"] = CaseChangeJson.Default.AppealWithdrawn,
        ["hold.set"] = CaseChangeJson.Default.HoldSet,
        ["hold.released"] = CaseChangeJson.Default.HoldReleased,
    };

    private static readonly Dictionary<Type, (string Type, JsonTypeInfo Info)> Names = Kinds.ToDictionary(static k => k.Value.Type, static k => (k.Key, k.Value));

    /// <summary>The entry that records a change.</summary>
    public static LedgerDraft Write(Change change)
    {
        var (type, info) = Names[change.GetType()];
        return new LedgerDraft(type, JsonSerializer.SerializeToUtf8Bytes(change, info));
    }

    /// <summary>The change that an entry records; null when it records something else.</summary>
    /// <exception cref="LedgerException">It is whole but says nothing that can be understood.</exception>
    public static Change? Read(LedgerEntry entry)
    {
        if (!Kinds.TryGetValue(entry.Type, out var info))
            return null;
        try
        {
            return (Change?)JsonSerializer.Deserialize(entry.Payload.Span, info) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new LedgerException($"entry {entry.Seq} of the ledger is not understood: {entry.Type}: {e.Message}", e);
        }
    }

    /// <summary>Many accounts in as many changes as entries can hold.</summary>
    public static IEnumerable<MembersChanged> Members(string decision, IReadOnlyList<string> added, IReadOnlyList<string> removed, IReadOnlyList<string> waiting)
    {
        foreach (var part in Parts(added))
            yield return new MembersChanged(decision, part, [], []);
        foreach (var part in Parts(removed))
            yield return new MembersChanged(decision, [], part, []);
        foreach (var part in Parts(waiting))
            yield return new MembersChanged(decision, [], [], part);
    }

    private static IEnumerable<IReadOnlyList<string>> Parts(IReadOnlyList<string> names)
    {
        var part = new List<string>();
        var bytes = 0;
        foreach (var name in names)
        {
            // A name may be all controls, which take six bytes each, and a character three.
            if (part.Count > 0 && bytes + name.Length > MostNameBytes)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(name);
            bytes += name.Length + 4;
        }

        if (part.Count > 0)
            yield return part;
    }
}
