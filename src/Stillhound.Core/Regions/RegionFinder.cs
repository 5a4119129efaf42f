using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Regions;

/// <summary>Tells accounts whose claimed country at least two signs contradict, at watch and never above.</summary>
internal static class RegionFinder
{
    private static readonly AccountSign Route = Sign("route", "exchanges from other countries or through a relay", "its route is not of the place that it claims", "a privacy network, a journey, a distant edge");
    private static readonly AccountSign Hours = Sign("rhythm", "hours between the middle of its day and that of its peers", "it lives by another day than they do", "work at night, or an automatic task");
    private static readonly AccountSign Written = Sign("language", "share of its peers that write most in its script", "hardly any of them writes so", "a language that it writes at home, or works with");

    /// <summary>What is examined of an account.</summary>
    public static AccountSign[] Signs { get; } = [Route, Hours, Written];

    /// <summary>Examines all accounts.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="policy">The operator's policy; not off.</param>
    /// <param name="isAccused">Rows that tell nothing of what is normal.</param>
    /// <param name="rate">The largest false discovery rate.</param>
    /// <param name="summary">How far the policy could be followed.</param>
    public static List<AccountCandidate> Find(Population population, RegionPolicy policy, Func<int, bool> isAccused, double rate, out RegionSummary summary)
    {
        var signs = new RegionSigns(population, policy, isAccused);
        var scopes = Enumerable.Range(0, population.Count).Select(signs.ScopeOf).ToArray();
        var rows = Enumerable.Range(0, population.Count).Where(row => scopes[row] == RegionScope.Examined).ToArray();
        var readings = Array.ConvertAll(rows, signs.Of);
        summary = new RegionSummary(
            policy.Mode.ToString().ToLowerInvariant(), rows.Length, scopes.Count(static s => s == RegionScope.NotServed), scopes.Count(static s => s == RegionScope.Unknown));
        // Who shows fewer signs than the finding asks for is compared with, and not tested.
        var scores = TailNull.Of(readings.Select((r, i) => isAccused(rows[i]) ? float.NaN : r.Score));
        var p = Array.ConvertAll(readings, r => scores?.PValue(r.Score) ?? double.NaN);
        var q = FalseDiscovery.QValues(p);
        List<AccountCandidate> found = [];
        for (var i = 0; i < rows.Length; i++)
        {
            if (q[i] <= rate && readings[i].Contradictions >= RegionSigns.FewestSigns)
                found.Add(new AccountCandidate(rows[i], AccountFindingKind.RegionContradiction, Tier.Watch, p[i], q[i], Measured(readings[i]), Explanations(population.ProfileOf(rows[i]))));
        }

        return found;
    }

    private static List<MeasuredSign> Measured(RegionReading reading)
    {
        var peers = $"{reading.Peers} accounts that claim the same country";
        List<MeasuredSign> signs = [];
        if (!double.IsNaN(reading.Route))
            signs.Add(new MeasuredSign(Route, Math.Max(Known(reading.AwayShare), Known(reading.RelayShare)), double.NaN, reading.Route, peers));
        if (!double.IsNaN(reading.Hours))
            signs.Add(new MeasuredSign(Hours, reading.Shift, double.NaN, reading.Hours, peers));
        if (!double.IsNaN(reading.Script))
            signs.Add(new MeasuredSign(Written with { Name = $"{Written.Name}, {Scripts.NameOf(reading.Written)}" }, reading.WrittenShare, double.NaN, reading.Script, peers));
        return [.. signs.OrderBy(static s => s.PValue)];
    }

    private static List<BenignFinding> Explanations(in Profile p)
    {
        var users = DistinctCount.Of(p.EndUsers) >= BenignReading.FewestEndUsers;
        return
        [
            new("reseller", users, users ? "It names many end users of its own, who need not be where it is." : "It names no end users elsewhere."),
            new("journey", false, "Hours and script do not agree with the country of its addresses either, as a traveller's would."),
            new("privacy_network", false, "A privacy network explains its route; hours and script are left."),
            new("language_of_its_own", false, "People who write another language than most around them are common; by itself that is no finding."),
        ];
    }

    private static float Known(float value) => float.IsNaN(value) ? 0 : value;

    private static AccountSign Sign(string family, string name, string meaning, string refute) =>
        new(family, name, static (in AccountRow _, in Profile _) => float.NaN, static v => v, meaning, refute);
}
