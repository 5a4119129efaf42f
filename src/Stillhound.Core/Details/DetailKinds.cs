using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Details;

/// <summary>Kinds of values that accounts can have in common, as numbers and as names. The first are those of <see cref="TraitKind"/>.</summary>
internal static class DetailKinds
{
    public const int Organisation = TraitKinds.Count;
    public const int Payment = Organisation + 1;
    public const int Device = Organisation + 2;
    public const int SignupNetwork = Organisation + 3;
    public const int MailDomain = Organisation + 4;
    public const int MailAddress = Organisation + 5;
    public const int ClaimedCountry = Organisation + 6;
    public const int Plan = Organisation + 7;
    public const int Verification = Organisation + 8;
    public const int Phrase = Organisation + 9;

    /// <summary>The first kind of context; the others follow in the order of <see cref="ContextKind"/>.</summary>
    public const int Context = Phrase + 1;
    public const int Count = Context + 6;

    private static readonly string[] Names =
    [
        "system", "tools", "params", "output_limit", "temperature", "format", "model", "client", "tls", "asn", "country", "network",
        "organisation", "payment", "device", "signup_network", "mail_domain", "mail_address", "claimed_country", "plan", "verification", "phrase",
        "hosting", "vpn", "proxy", "tor", "other", "disposable_mail",
    ];

    public static string NameOf(int kind) => Names[kind];

    /// <summary>A value with its kind. It is never 0 for a value that is there.</summary>
    public static ulong KeyOf(int kind, uint value) => ((ulong)kind << 32) | value;

    public static int KindOf(ulong key) => (int)(key >> 32);

    /// <summary>What people see of a value: no more than what it is kept as.</summary>
    public static string LabelOf(ulong key, IReadOnlyList<ContextLabel> labels)
    {
        var value = (uint)key;
        return KindOf(key) switch
        {
            (int)TraitKind.Asn => string.Create(CultureInfo.InvariantCulture, $"AS{value}"),
            (int)TraitKind.Country or ClaimedCountry => Country(value),
            Plan => ((Plan)value).ToString().ToLowerInvariant(),
            Verification => ((Verification)value).ToString().ToLowerInvariant(),
            >= Context when value <= labels.Count => labels[(int)value - 1].List,
            _ => Short(value),
        };
    }

    /// <summary>Eight hexadecimal digits.</summary>
    public static string Short(uint value) => value.ToString("x8", CultureInfo.InvariantCulture);

    private static string Country(uint value)
    {
        var text = CountryCode.Unpack((ushort)value);
        return text.All(char.IsAsciiLetterUpper) ? text : Short(value);
    }
}
