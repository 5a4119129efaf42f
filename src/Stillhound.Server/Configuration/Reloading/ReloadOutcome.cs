using System.Text.Json;
using Stillhound.Ledger;

namespace Stillhound.Server.Configuration.Reloading;

/// <summary>What became of a configuration that was read again.</summary>
/// <param name="Applied">Whether it is in force, but for what needs a restart.</param>
/// <param name="Hash">SHA-256 of the file; <see cref="ConfigReading.Missing"/> where it could not be read.</param>
/// <param name="At">When.</param>
/// <param name="Changed">Keys that took effect.</param>
/// <param name="NeedsRestart">Keys that differ from what is in force and take effect at the next start.</param>
/// <param name="Problem">Why it was refused, with file, line and key; null where it was not.</param>
internal sealed record ReloadOutcome(bool Applied, string Hash, DateTimeOffset At, IReadOnlyList<string> Changed, IReadOnlyList<string> NeedsRestart, string? Problem)
{
    /// <summary>Type of the ledger's entry about a configuration that came into force.</summary>
    public const string Loaded = "config.loaded";

    /// <summary>Type of the ledger's entry about one that was refused.</summary>
    public const string Refused = "config.refused";

    /// <summary>The ledger's entry: names of keys and no value. Why one was refused may hold what stands in the file, so the log has that.</summary>
    /// <param name="by">Who wanted it: <c>file</c>, <c>signal</c>, or <c>token:NAME</c>.</param>
    public LedgerDraft Draft(string by)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("by", by);
            json.WriteString("hash", Hash);
            if (Applied)
            {
                Names(json, "changed", Changed);
                Names(json, "needs_restart", NeedsRestart);
            }

            json.WriteEndObject();
        }

        return new LedgerDraft(Applied ? Loaded : Refused, buffer.ToArray());
    }

    /// <summary>Writes the members of an answer about it.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("result", Applied ? "applied" : "refused");
        json.WriteString("hash", Hash);
        json.WriteString("read_at", At.UtcDateTime);
        Names(json, "changed", Changed);
        Names(json, "needs_restart", NeedsRestart);
        if (Problem is not null)
            json.WriteString("problem", Problem);
    }

    private static void Names(Utf8JsonWriter json, string name, IReadOnlyList<string> keys)
    {
        json.WriteStartArray(name);
        foreach (var key in keys)
            json.WriteStringValue(key);
        json.WriteEndArray();
    }
}
