using System.Globalization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Verdicts;
using Stillhound.Simulation;
using Stillhound.Simulation.Corpora;

namespace Stillhound.Benchmarks;

/// <summary>
/// Shows what the last search of a simulated world proposed and how each cohort was judged, beside who its accounts are: the
/// tool for work on measurements and explanations. For simulated worlds only.
/// </summary>
internal static class Diagnose
{
    public static int Run(ulong seed, double? mixing, double? rate, TextWriter output)
    {
        var options = WorldPresets.Find(Environment.GetEnvironmentVariable("PRESET") ?? "quick", seed)!;
        if (Environment.GetEnvironmentVariable("CORPUS") is { } corpus)
            options = options with { Corpus = Corpus.Load(corpus.Split(':')) };
        options = options with { Campaigns = [.. options.Campaigns.Select(c => c with { Mixing = mixing ?? c.Mixing, Rate = rate ?? c.Rate })] };
        if (Environment.GetEnvironmentVariable("SMALL") == "1")
            options = options with { Days = 4, Accounts = 400, Exchanges = 8000, Campaigns = [new CampaignSpec(CampaignKind.FixedPrompt) { Accounts = 60, Rate = 25, Jitter = 0, Mixing = 0, Rewording = 0 }] };
        var world = World.Create(options);
        var engine = new DetectionEngine(new EngineOptions(), world.AccountFacts, world.Events);
        var batch = new FingerprintBatch(512);
        world.Play(new EngineFeed(engine, batch));
        engine.Accept(batch, 0);
        var truth = world.Truth.ToDictionary(static t => t.Account, StringComparer.Ordinal);
        engine.Judged = (names, verdict) => Write(output, [.. names], verdict, truth);
        var findings = engine.Complete();
        var flagged = findings.Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members).Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
        foreach (var group in world.Truth.Where(static t => t.Campaign).GroupBy(static t => t.Group, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"campaign {group.Key}: {group.Count()} accounts, {group.Average(static t => t.Exchanges):F0} exchanges each, flagged {group.Count(t => flagged.Contains(t.Account))}"));
        }

        return 0;
    }

    /// <summary>
    /// Plays a fraction of the world of `bench scale` and writes, for every search, the cohorts that hold some of the campaign, and those of
    /// others at review or above.
    /// </summary>
    public static int RunScale(ulong seed, double fraction, TextWriter output)
    {
        var world = World.Create(new ScaleWorld(seed) { Fraction = fraction }.Options());
        var truth = world.Truth.ToDictionary(static t => t.Account, StringComparer.Ordinal);
        var engine = new DetectionEngine(new EngineOptions(), world.AccountFacts, world.Events);
        var searches = new List<(string[] Names, Verdict Verdict)>();
        engine.Judged = (names, verdict) =>
        {
            string[] all = [.. names];
            if (verdict.Tier >= Tier.Review || all.Count(n => truth[n].Campaign) > all.Length / 4)
                searches.Add((all, verdict));
        };
        engine.Searching = begins =>
        {
            if (begins)
                return;
            var known = searches.SelectMany(static s => s.Names).Where(n => truth[n].Campaign).Distinct(StringComparer.Ordinal).Count();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== {engine.EventTime:yyyy-MM-dd HH:mm} {engine.Exchanges:N0} exchanges, campaign accounts in cohorts {known}"));
            foreach (var of in searches.OrderByDescending(static s => s.Verdict.Log10Odds).GroupBy(s => s.Names.Any(n => truth[n].Campaign)).OrderByDescending(static g => g.Key))
            {
                foreach (var (names, verdict) in of.Take(14))
                    Write(output, names, verdict, truth);
            }

            searches.Clear();
            foreach (var campaign in engine.Now().Campaigns.Where(static c => c.Tier >= Tier.Review))
            {
                var kinds = campaign.Members.GroupBy(m => truth[m.Account].Campaign ? "*" : truth[m.Account].Group, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).Take(3).Select(static g => $"{g.Key}={g.Count()}");
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {campaign.Id} {campaign.Tier} {campaign.DetectedAt:MM-dd HH:mm} {campaign.Members.Count} [{string.Join(' ', kinds)}]"));
            }
        };
        var batch = new FingerprintBatch(512);
        world.Play(new EngineFeed(engine, batch));
        engine.Accept(batch, 0);
        WriteLeak(output, engine.Complete(), truth);
        return 0;
    }

    /// <summary>
    /// Plays a world of `bench alert` and writes, for every search, early ones included, the cohorts that hold some of the campaign, with
    /// how many of its accounts had come by then.
    /// </summary>
    /// <param name="seed">The world's seed.</param>
    /// <param name="accounts">Accounts of the campaign.</param>
    /// <param name="rate">Exchanges a day of each.</param>
    /// <param name="hours">Hours over which they join.</param>
    /// <param name="output">Where it goes.</param>
    public static int RunAlert(ulong seed, int accounts, double rate, double hours, TextWriter output)
    {
        var world = World.Create(WorldPresets.Calm(seed, 2000 + accounts) with
        {
            Campaigns =
            [
                new CampaignSpec(CampaignKind.Hydra) { Accounts = accounts, Rate = rate, JoinDays = hours / 24, BanDay = -1, EndDay = 10, StartDay = 3.5 + (2 * (seed % 1000 * 0.6180339887498949 % 1)) },
            ],
        });
        var truth = world.Truth.ToDictionary(static t => t.Account, StringComparer.Ordinal);
        var engine = new DetectionEngine(new EngineOptions { Early = true }, world.AccountFacts, world.Events);
        engine.Judged = (names, verdict) =>
        {
            string[] all = [.. names];
            if (!all.Any(n => truth[n].Campaign))
                return;
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{engine.EventTime:MM-dd HH:mm} "));
            Write(output, all, verdict, truth);
        };
        var batch = new FingerprintBatch(512);
        world.Play(new EngineFeed(engine, batch));
        engine.Accept(batch, 0);
        foreach (var campaign in engine.Complete().Campaigns)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{campaign.Id} {campaign.Tier} {campaign.DetectedAt:MM-dd HH:mm} {campaign.Members.Count} accounts, {campaign.Members.Count(m => truth[m.Account].Campaign)} of the campaign"));
        return 0;
    }

    /// <summary>How much the campaign's accounts sent before they were flagged, by how much each did.</summary>
    private static void WriteLeak(TextWriter output, Findings findings, Dictionary<string, Truth> truth)
    {
        var leaks = findings.Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members)
            .Where(m => truth[m.Account].Campaign).Select(m => (Leaked: m.ExchangesBeforeAttach, Of: truth[m.Account].Exchanges, m.AttachedAt)).ToList();
        foreach (var part in leaks.GroupBy(static l => l.Leaked < 4 ? 4 : (int)Math.Pow(2, Math.Ceiling(Math.Log2(l.Leaked + 1)))).OrderBy(static g => g.Key))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"below {part.Key} exchanges leaked: {part.Count()} accounts, {part.Sum(static l => (long)l.Leaked)} of their {part.Sum(static l => (long)l.Of)}; flagged {string.Join(", ", part.GroupBy(static l => l.AttachedAt?.Date).OrderByDescending(static g => g.Count()).Take(5).Select(static g => string.Create(CultureInfo.InvariantCulture, $"{g.Key:MM-dd} {g.Count()}")))}"));
        }
    }

    private static void Write(TextWriter output, string[] names, Verdict verdict, Dictionary<string, Truth> truth)
    {
        var groups = names.GroupBy(n => truth.TryGetValue(n, out var t) ? (t.Campaign ? "*" : "") + t.Group : "?", StringComparer.Ordinal)
            .OrderByDescending(static g => g.Count()).Take(3).Select(static g => $"{g.Key}={g.Count()}");
        var families = string.Join(' ', verdict.FamilyLog10.Select(static (v, f) => string.Create(CultureInfo.InvariantCulture, $"{Families.NameOf((Family)f)[..4]}{v:F1}")));
        var best = string.Join(", ", verdict.Odds.Select(static (o, e) => (Odds: o, Explanation.All[e].Name)).OrderByDescending(static o => o.Odds).Take(4)
            .Select(static o => string.Create(CultureInfo.InvariantCulture, $"{o.Name} {o.Odds:F1}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{verdict.Cohort.Route,-8} n={names.Length,4} [{string.Join(' ', groups)}] odds {verdict.Log10Odds:F1} {verdict.Tier} | {families} | best {best}"));
        if (Environment.GetEnvironmentVariable("MEASURES") == "1")
        {
            output.WriteLine($"      {verdict.Group}");
            for (var m = 0; m < verdict.Weights.Length; m++)
            {
                var w = verdict.Weights[m];
                if (!double.IsNaN(w.Value))
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"      {Measurements.All[m].Name,-60} {w.Value,7:F3} null {w.Level.Middle,7:F3} ± {w.Level.Spread:F3} ({w.Level.Groups}) lr {w.Log10Ratio:F2}"));
                }
            }
        }
    }
}
