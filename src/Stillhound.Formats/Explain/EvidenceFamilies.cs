using Stillhound.Formats.Records;

namespace Stillhound.Formats.Explain;

/// <summary>Which families of evidence a record can feed, by the fields it has.</summary>
internal static class EvidenceFamilies
{
    public static IReadOnlyList<FamilyExplanation> Of(FieldOutcome outcome) =>
    [
        OneOf(outcome, "payload", "a prompt, or phrases made upstream", NativeField.Prompt, NativeField.Phrases),
        OneOf(outcome, "volume", "a time and an account", NativeField.Time, NativeField.Account),
        OneOf(outcome, "rhythm", "a time", NativeField.Time),
        OneOf(outcome, "network", "client.ip, client.asn, client.ja4, client.user_agent or round trips", NativeField.Ip, NativeField.Asn, NativeField.Ja4,
            NativeField.UserAgent, NativeField.RttTcpMs, NativeField.RttTlsMs),
        OneOf(outcome, "response use", "turn or conversation, usage.output_tokens or params.max_tokens", NativeField.Turn, NativeField.Conversation,
            NativeField.OutputTokens, NativeField.MaxTokens),
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
