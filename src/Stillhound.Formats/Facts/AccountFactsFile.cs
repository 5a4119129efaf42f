using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Facts;

/// <summary>Reads account facts: NDJSON, an object an account, gzip or plain.</summary>
public static class AccountFactsFile
{
    /// <summary>Reads a file. Where an account occurs twice both are given, and the later one is meant to count.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rejects">Where the first thousand bad lines go; null to only count them.</param>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static FactsFile<AccountFacts> Read(string path, IRejectSink? rejects = null) => FactsFile.Read<AccountFacts>(path, ReadOne, rejects);

    internal static AccountFacts? ReadOne(FactMembers members, out RejectReason reason)
    {
        reason = RejectReason.None;
        if (members.Text("account") is not { } account)
        {
            reason = RejectReason.MissingAccount;
            return null;
        }

        return new AccountFacts(account)
        {
            Created = members.Time("created", out _),
            Org = members.Text("org"),
            Plan = Enum<Plan>(members.Text("plan")),
            Verified = Enum<Verification>(members.Text("verified")),
            Country = members.Text("country") is { } country ? CountryCode.Pack(Encoding.UTF8.GetBytes(country)) : (ushort)0,
            EmailDomain = members.Text("email_domain"),
            EmailHash = members.Text("email_hash"),
            PaymentHash = members.Text("payment_hash"),
            DeviceHash = members.Text("device_hash"),
            SignupIp = members.Text("signup_ip"),
        };
    }

    // An unknown plan or check is not known, which is what the first value says.
    private static T Enum<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && System.Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : default;
}
