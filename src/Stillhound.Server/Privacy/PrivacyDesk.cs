using System.Globalization;
using System.Text;
using System.Text.Json;
using Stillhound.Core.Exchanges;
using Stillhound.Ledger;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Ingest;
using Stillhound.Server.Journal;
using Stillhound.Server.Live;

namespace Stillhound.Server.Privacy;

/// <summary>What is held of one account, wherever it is, and for how long anything is kept. Thread safe.</summary>
internal sealed class PrivacyDesk(
    DecisionBook book, ILedger ledger, FrameJournal journal, JournalOptions options, Checkpoints checkpoints, Detector detector, Func<string, AccountFacts?> facts, Holds holds,
    Intake intake, Func<string, string> keyed)
{
    private const int LongestAccount = 1024;

    /// <summary>What the names of findings end with that tell of those who likely belong to a campaign.</summary>
    private const string Likely = "-likely";

    /// <summary>Where an account occurs.</summary>
    /// <param name="account">The account, as the gateway names it or as it is stored.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ActRefusedException">It is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">Detection has stopped.</exception>
    public async Task<Subject> FindAsync(string account, CancellationToken cancellation = default)
    {
        if (account.Length is 0 or > LongestAccount)
            throw new ActRefusedException(Refusal.Invalid, "say which account, in at most 1,024 characters");
        var names = book.StoredNames(account).Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var profiles = await detector.AskAsync(engine => names.Select(engine.Find).OfType<Core.Engine.AccountRecord>().ToList(), cancellation).ConfigureAwait(false);
        var campaigns = profiles.SelectMany(static p => p.Campaigns).ToHashSet(StringComparer.Ordinal);
        campaigns.UnionWith(campaigns.Select(static c => c + Likely).ToList());
        var entries = EntriesOf(names).Select(static e => e.Seq).ToList();
        var kept = Kept();
        var known = names.Select(facts).OfType<AccountFacts>().ToList();
        var standing = holds.Standing;
        return book.Read(all => new Subject(
            names, profiles, known,
            [.. all.Decisions.Where(d => d.State != DecisionState.Unfinished && names.Exists(n => d.Covered.Contains(n) || d.Waiting.Contains(n))).Select(About)],
            [.. all.Campaigns.Where(c => names.Exists(c.ClearedAccounts.Contains)).Select(static c => c.Id)],
            [.. all.Cases.All.Where(c => c.Steps.Any(s => names.Exists(n => s.Text.Contains(n, StringComparison.Ordinal)))).Select(static c => c.Campaign)],
            [.. all.Cases.Appeals.Where(a => names.Contains(a.Account, StringComparer.Ordinal))],
            [.. standing.Where(h => h.Campaign is { } c ? campaigns.Contains(c) : names.Contains(h.Account!, StringComparer.Ordinal))],
            entries, kept));
    }

    /// <summary>Everything that is held of an account, as one JSON document. That it was handed out is in the ledger before it is.</summary>
    /// <param name="account">The account, as the gateway names it or as it is stored.</param>
    /// <param name="act">Who and why.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ActRefusedException">Nothing is held of it, or the act says not why.</exception>
    /// <exception cref="LedgerException">The ledger does not take it.</exception>
    /// <exception cref="InvalidOperationException">Detection has stopped.</exception>
    public async Task<byte[]> ExportAsync(string account, Act act, CancellationToken cancellation = default)
    {
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why");
        var subject = await FindAsync(account, cancellation).ConfigureAwait(false);
        if (!subject.IsKnown)
            throw new ActRefusedException(Refusal.Unknown, "nothing is held of that account");
        var stored = book.StoredName(account, name => subject.Profiles.Any(p => p.Name == name));
        ledger.Append(new LedgerDraft("account.exported", JsonSerializer.SerializeToUtf8Bytes(new AccountExported(stored, act.Actor, act.Note), PrivacyJson.Default.AccountExported)));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            SubjectJson.Export(json, subject, EntriesOf(subject.Names));
        return buffer.ToArray();
    }

    /// <summary>
    /// Erases what engine and known facts hold of an account, in the journal's order so that a replay gives the same; then has a checkpoint
    /// written and all older ones and the journal before it deleted. Decisions, cases and ledger keep the stored name as the record.
    /// </summary>
    /// <param name="account">The account, as the gateway names it or as it is stored.</param>
    /// <param name="force">Whether it is erased although a decision about it holds.</param>
    /// <param name="act">Who and why.</param>
    /// <param name="cancellation">Stops waiting; what was begun goes on.</param>
    /// <returns>Whether it is gone from the disk too. Otherwise a hold keeps it until that ends, or the next checkpoint lets it go.</returns>
    /// <exception cref="ActRefusedException">Nothing is held of it, a hold stands on it, or a decision needs it.</exception>
    /// <exception cref="LedgerException">The ledger does not take it; nothing has changed.</exception>
    /// <exception cref="JournalException">The journal does not take it; ask again.</exception>
    /// <exception cref="InvalidOperationException">Detection has stopped.</exception>
    public async Task<bool> EraseAsync(string account, bool force, Act act, CancellationToken cancellation = default)
    {
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why");
        var subject = await FindAsync(account, cancellation).ConfigureAwait(false);
        var names = subject.Profiles.Select(static p => p.Name).Concat(subject.Facts.Select(static f => f.Account)).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            throw new ActRefusedException(Refusal.Unknown, "the engine holds nothing of that account");
        if (subject.Holds is [var hold, ..])
            throw new ActRefusedException(Refusal.Conflict, $"{hold.Id} keeps it until {hold.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {hold.SetBy} set it");
        if (!force && subject.Decisions.FirstOrDefault(static d => d.State == DecisionState.Active) is { } needs)
            throw new ActRefusedException(Refusal.Conflict, $"{needs.Id} holds about it and would lose its evidence; undo it, or force with a reason");
        ledger.Append(new LedgerDraft("account.erased", JsonSerializer.SerializeToUtf8Bytes(new AccountErased(keyed(names[0]), force, act.Actor, act.Note), PrivacyJson.Default.AccountErased)));
        await intake.TeachAsync([.. names.Select(static n => new ProviderEvent(DateTimeOffset.UnixEpoch, ProviderEventType.AccountErased)
        {
            Account = Hash64.Of(Encoding.UTF8.GetBytes(n)).ToString("x16", CultureInfo.InvariantCulture),
        })]).ConfigureAwait(false);
        // What names the account ends with a segment; the checkpoint that makes that one superfluous comes with a frame after it.
        detector.ForgetBefore(await intake.MarkAsync(newSegment: true).ConfigureAwait(false));
        var last = await intake.MarkAsync(newSegment: false).ConfigureAwait(false);
        while (detector.Status.Position < last)
            await detector.AskAsync(static engine => engine.Exchanges, cancellation).ConfigureAwait(false);
        // A question may be answered between the frame and its checkpoint; the one after it is not.
        for (var i = 0; i < 2; i++)
            await detector.AskAsync(static engine => engine.Exchanges, cancellation).ConfigureAwait(false);
        return checkpoints.ErasedBefore is null;
    }

    /// <summary>What is kept for how long.</summary>
    public Retention Retention() => new(options.KeepFor, options.KeepBytes, Kept(), journal.BytesOnDisk, checkpoints.WrittenAt, holds.Standing);

    /// <summary>The entries that name an account as a whole text, whatever they are about.</summary>
    private IEnumerable<LedgerEntry> EntriesOf(IReadOnlyList<string> names)
    {
        // Payloads are canonical, so that a text stands there in one way only, its quotes included.
        var texts = names.Select(static n => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(n, PrivacyJson.Default.String))).ToList();
        return ledger.Read().Where(e => texts.Exists(t => e.Payload.Span.IndexOf(t) >= 0));
    }

    private KeptJournal Kept() => new(journal.OldestPosition, journal.DurablePosition, journal.OldestTime);

    private static SubjectDecision About(StandingDecision d) => new(d.Id, d.Terms.Campaign, ActionWords.Of(d.Terms.Action), d.State, d.Terms.Simulated, d.Until);
}

/// <summary>What is held of an account was handed out.</summary>
internal sealed record AccountExported(string Account, string Actor, string Note);

/// <summary>What was held of an account was erased; its name stands here as a keyed hash alone.</summary>
internal sealed record AccountErased(string Account, bool Forced, string Actor, string Note);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.SnakeCaseLower)]
[System.Text.Json.Serialization.JsonSerializable(typeof(AccountExported))]
[System.Text.Json.Serialization.JsonSerializable(typeof(AccountErased))]
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class PrivacyJson : System.Text.Json.Serialization.JsonSerializerContext;
