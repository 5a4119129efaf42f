using Stillhound.Formats.Records;

namespace Stillhound.Formats.Explain;

/// <summary>Which families of evidence a record can feed, by the fields it has.</summary>
internal static class EvidenceFamilies
{
    /// <summary>The families that records feed, what they need in words, and the fields of which any one will do.</summary>
    public static IReadOnlyList<(string Family, string Needs, NativeField[] Fields)> OfRecords { get; } =
    [
        ("payload", "a prompt, or phrases or a hash made upstream", [NativeField.Prompt, NativeField.Phrases, NativeField.PromptSha]),
        ("volume", "a time and an account", [NativeField.Time, NativeField.Account]),
        ("rhythm", "a time", [NativeField.Time]),
        ("network", "client.ip, client.asn, client.ja4, client.user_agent or round trips",
            [NativeField.Ip, NativeField.Asn, NativeField.Ja4, NativeField.UserAgent, NativeField.RttTcpMs, NativeField.RttTlsMs]),
        ("response use", "turn or conversation, usage.output_tokens or params.max_tokens",
            [NativeField.Turn, NativeField.Conversation, NativeField.OutputTokens, NativeField.MaxTokens]),
    ];

    public static IReadOnlyList<FamilyExplanation> Of(FieldOutcome outcome) =>
    [
        .. OfRecords.Select(family => OneOf(outcome, family.Family, family.Needs, family.Fields)),
        new("life cycle", Feeds: false, "comes from account facts (--accounts): when the account was created"),
        new("identity", Feeds: false, "comes from account facts (--accounts): payment, device and sign-up"),
        new("reaction", Feeds: false, "comes from events (--events): model releases, suspensions and restorations"),
    ];

    private static FamilyExplanation OneOf(FieldOutcome outcome, string family, string needs, params ReadOnlySpan<NativeField> fields)
    {
        var used = new List<string>();
        var ignored = new List<string>();
        foreach (var field in fields)
        {
            if (outcome[field] == FieldRead.Read)
                used.Add(NativeNames.Path(field));
            else if (outcome[field] == FieldRead.Ignored)
                ignored.Add(NativeNames.Path(field));
        }

        if (used.Count > 0)
            return new FamilyExplanation(family, Feeds: true, "has " + string.Join(", ", used));
        var because = ignored.Count > 0 ? $"; {string.Join(", ", ignored)} is there but could not be used" : "";
        return new FamilyExplanation(family, Feeds: false, $"needs {needs}{because}");
    }
}
