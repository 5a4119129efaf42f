using System.Globalization;

namespace Stillhound.Core.SingleAccounts;

/// <summary>Findings about accounts in words.</summary>
internal static class AccountWords
{
    private const double Telling = 0.05;

    /// <summary>A short name: how many accounts, what they look like, and how much of it.</summary>
    public static string Title(AccountFindingKind kind, int accounts, IReadOnlyList<MeasuredSign> signs)
    {
        var many = accounts == 1 ? "1 account" : $"{accounts} accounts";
        return kind switch
        {
            AccountFindingKind.DetectorProbing => $"{many}: variants of one intent against refusals{Much(signs, AccountSigns.Refused, static v => string.Create(CultureInfo.InvariantCulture, $"{100 * v:0}% refused"))}",
            AccountFindingKind.SingleAccountExtraction => $"{many}: a harvest by itself{Much(signs, AccountSigns.Volume, static v => $"{Number(v)} exchanges a day")}",
            _ => $"{many}: claimed country contradicted by {string.Join(" and ", signs.Where(static s => s.PValue <= Telling).Select(static s => s.Sign.Family))}",
        };
    }

    /// <summary>What was found, how rare that is, and why it stands where it stands.</summary>
    public static string Summary(AccountCandidate candidate, int tested, double rate)
    {
        var what = candidate.Kind switch
        {
            AccountFindingKind.DetectorProbing => "It tries variants of what the model refuses, and refusals alternate with answers.",
            AccountFindingKind.SingleAccountExtraction => "Its own traffic is a harvest: far more than its plan's accounts send, taken and never worked on.",
            _ => "What it says of where it is does not agree with how it comes and when.",
        };
        var rare = string.Create(CultureInfo.InvariantCulture,
            $"{candidate.Signs.Count(static s => s.PValue <= Telling)} of {candidate.Signs.Count} signs are rare among its peers; together they are as rare as {OneIn(candidate.PValue)} among {tested:#,0} tested accounts (false discovery rate {candidate.QValue:0.####}).");
        var held = candidate.Explanations.Where(static e => e.Holds).Select(static e => e.Hypothesis.Replace('_', ' ')).ToList();
        var stands = (candidate.Tier, held.Count) switch
        {
            (Campaigns.Tier.Review, _) => "No benign explanation holds. A person should look; one account's evidence never supports more.",
            (_, > 0) => $"It stays at watch because {string.Join(", ", held)} would explain it.",
            _ when candidate.Kind == AccountFindingKind.RegionContradiction => "It stays at watch, as every finding about places does.",
            _ => string.Create(CultureInfo.InvariantCulture, $"It stays at watch because chance may account for more than {rate:0.##} of findings as weak."),
        };
        return $"{what} {rare} {stands}";
    }

    /// <summary>One measurement with what it was compared with, how rare it is, and what would refute it.</summary>
    public static SignFinding Sign(MeasuredSign sign)
    {
        var tells = sign.PValue <= Telling ? sign.Sign.Meaning : "this tells little";
        var text = $"{Capital(sign.Sign.Name)}: {Number(sign.Value)} here; among {sign.Null}{(double.IsNaN(sign.Middle) ? "" : $" {Number(sign.Middle)} in the middle, and")} as much in {OneIn(sign.PValue)}; {tells}.";
        return new SignFinding(sign.Sign.Family, sign.Sign.Name, sign.Value, sign.Null, sign.Middle, sign.PValue, text, Capital(sign.Sign.Refute) + " would refute it.");
    }

    /// <summary>A probability as a rarity: <c>1 in 40,000</c>.</summary>
    public static string OneIn(double probability)
    {
        var times = 1 / Math.Max(probability, 1e-12);
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(times)) - 1));
        return string.Create(CultureInfo.InvariantCulture, $"1 in {Math.Round(times / unit) * unit:#,0}");
    }

    private static string Much(IReadOnlyList<MeasuredSign> signs, AccountSign sign, Func<double, string> say) =>
        signs.FirstOrDefault(s => s.Sign == sign) is { } measured ? $", {say(measured.Value)}" : "";

    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
