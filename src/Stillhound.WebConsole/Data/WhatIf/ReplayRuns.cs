using Stillhound.Formats.Inputs;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Hosting;
using Stillhound.Server.Journal;
using Stillhound.Server.Replaying;

namespace Stillhound.WebConsole.Data.WhatIf;

/// <summary>
/// Plays the journal to other configurations, one after the other, on a thread of its own below the detector's. Nothing of it touches what
/// runs. Answers are kept while the process lives, a bounded number of them. Thread safe.
/// </summary>
internal sealed class ReplayRuns(TimeProvider time) : IDisposable
{
    /// <summary>Answers that are kept.</summary>
    public const int Kept = 20;

    private const int MostDrafts = 100;
    private readonly Lock _gate = new();
    private readonly List<ReplayRun> _runs = [];
    private readonly Dictionary<string, ReplayDraft> _drafts = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>A replay that takes longer is stopped.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Plays it; a test gives its own.</summary>
    public Func<ServerOptions, ServerOptions, ReplayRun, ReplayDiff> Play { get; init; } =
        static (before, after, run) => JournalReplay.Compare(before, after, run.Days, run.Cancellation, progress => run.Progress = progress);

    /// <summary>What was asked, the newest first.</summary>
    public IReadOnlyList<ReplayRun> All
    {
        get
        {
            lock (_gate)
                return [.. _runs.AsEnumerable().Reverse()];
        }
    }

    /// <summary>The detect and policy of the configuration file, as it is written; empty sections where it cannot be read.</summary>
    public static string InForce(HostState host)
    {
        try
        {
            return ConfigSections.Of(File.ReadAllText(host.Options.File), "detect", "policy");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ConfigSections.Of("", "detect", "policy");
        }
    }

    /// <summary>What somebody wrote last and what is wrong with it; null when nothing is.</summary>
    public ReplayDraft? Draft(string person)
    {
        lock (_gate)
            return _drafts.GetValueOrDefault(person);
    }

    /// <summary>One of them; null when it is not kept.</summary>
    public ReplayRun? Find(string number)
    {
        lock (_gate)
            return _runs.Find(r => r.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == number);
    }

    /// <summary>Begins one.</summary>
    /// <exception cref="ActRefusedException">The text is wrong, or another one is being played.</exception>
    public ReplayRun Start(HostState host, string person, string yaml, string days)
    {
        try
        {
            var asked = Days(days);
            var before = host.Options with { Policy = host.Live.Decisions.Policy };
            var after = WhatIfConfig.Read(yaml, before, InForce(host));
            return Start(person, yaml, asked, before, after);
        }
        catch (ConfigurationException e)
        {
            Keep(person, new ReplayDraft(yaml, days, e.Message));
            throw new ActRefusedException(Refusal.Invalid, e.Message);
        }
        catch (ActRefusedException e)
        {
            Keep(person, new ReplayDraft(yaml, days, e.Message));
            throw;
        }
    }

    /// <summary>Stops one.</summary>
    /// <exception cref="ActRefusedException">There is none, or it is over.</exception>
    public void Stop(string number)
    {
        var run = Find(number) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such replay");
        if (run.State != ReplayState.Running)
            throw new ActRefusedException(Refusal.Conflict, "it is over already");
        run.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in All)
            run.Stop();
    }

    private ReplayRun Start(string person, string yaml, int? days, ServerOptions before, ServerOptions after)
    {
        ReplayRun run;
        lock (_gate)
        {
            if (_runs.Find(static r => r.State == ReplayState.Running) is { } busy)
                throw new ActRefusedException(Refusal.Conflict, $"{busy.Person}'s replay {busy.Number} is being played; one at a time");
            run = new ReplayRun(++_last, person, time.GetUtcNow(), yaml, days);
            _runs.Add(run);
            _drafts.Remove(person);
            if (_runs.Count > Kept)
            {
                _runs[0].Dispose();
                _runs.RemoveAt(0);
            }
        }

        run.StopAfter(Longest);
        new Thread(() => Run(run, before, after)) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "replay" }.Start();
        return run;
    }

    private void Run(ReplayRun run, ServerOptions before, ServerOptions after)
    {
        try
        {
            var answer = ReplayAnswer.Of(Play(before, after, run));
            run.End(ReplayState.Done, time.GetUtcNow(), answer, null);
        }
        catch (OperationCanceledException)
        {
            run.End(ReplayState.Stopped, time.GetUtcNow(), null, "It was stopped, or took too long.");
        }
        catch (Exception e) when (e is JournalException or ConfigurationException or InputException or IOException or UnauthorizedAccessException)
        {
            run.End(ReplayState.Failed, time.GetUtcNow(), null, e.Message);
        }
        catch (Exception e)
        {
            // Whatever goes wrong in a question must not end the server that it is asked of.
            run.End(ReplayState.Failed, time.GetUtcNow(), null, "It cannot be played: " + e.GetType().Name);
        }
    }

    private static int? Days(string text) => text.Length == 0
        ? null
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3650
            ? days
            : throw new ActRefusedException(Refusal.Invalid, "days must be from 1 to 3650, or empty for all");

    private void Keep(string person, ReplayDraft draft)
    {
        lock (_gate)
        {
            if (_drafts.Count < MostDrafts || _drafts.ContainsKey(person))
                _drafts[person] = draft with { Yaml = draft.Yaml.Length > WhatIfConfig.Longest ? draft.Yaml[..WhatIfConfig.Longest] : draft.Yaml };
        }
    }
}

/// <summary>What somebody wrote that cannot be asked.</summary>
/// <param name="Yaml">The text; hostile.</param>
/// <param name="Days">The days, as written.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record ReplayDraft(string Yaml, string Days, string Problem);
