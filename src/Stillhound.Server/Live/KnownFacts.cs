using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Live;

/// <summary>
/// What policies ask of accounts: organisation and plan, by stored name. Kept in order of the journal beside the detector's state. Thread
/// safe.
/// </summary>
internal sealed class KnownFacts
{
    private const byte Version = 1;
    private readonly ConcurrentDictionary<string, (string? Org, Plan Plan)> _known = new(StringComparer.Ordinal);

    /// <summary>Takes what became known; what says neither is forgotten.</summary>
    public void Take(AccountFacts facts)
    {
        if (facts.Org is null && facts.Plan == Plan.Unknown)
            _known.TryRemove(facts.Account, out _);
        else
            _known[facts.Account] = (facts.Org, facts.Plan);
    }

    /// <summary>Forgets an account, by the hash of its name.</summary>
    public void Forget(ProviderEvent erased)
    {
        if (erased.Type != ProviderEventType.AccountErased || !ulong.TryParse(erased.Account, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            return;
        foreach (var account in _known.Keys.Where(a => Hash64.Of(Encoding.UTF8.GetBytes(a)) == hash))
            _known.TryRemove(account, out _);
    }

    /// <summary>What is known of an account; null when nothing is.</summary>
    public AccountFacts? Find(string account) => _known.TryGetValue(account, out var known) ? new AccountFacts(account) { Org = known.Org, Plan = known.Plan } : null;

    /// <summary>Writes them: version, number, then name, organisation and plan of each, and a checksum of it all.</summary>
    public void Save(Stream to)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            var known = _known.ToArray();
            writer.Write(Version);
            writer.Write(known.Length);
            foreach (var (account, (org, plan)) in known)
            {
                writer.Write(account);
                writer.Write(org ?? "");
                writer.Write((byte)plan);
            }
        }

        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        to.Write(bytes);
        to.Write(BitConverter.GetBytes(Crc32C.Of(bytes)));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else, or was altered.</exception>
    public void Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < 4 || Crc32C.Of(saved[..^4]) != BitConverter.ToUInt32(saved[^4..]))
            throw new InvalidDataException("what is known of accounts was altered");
        using var reader = new BinaryReader(new MemoryStream(saved[..^4].ToArray()), Encoding.UTF8);
        if (reader.ReadByte() != Version)
            throw new InvalidDataException("what is known of accounts is of another version");
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var account = reader.ReadString();
            var org = reader.ReadString();
            _known[account] = (org.Length == 0 ? null : org, (Plan)reader.ReadByte());
        }
    }
}
