using System.Numerics;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>A value with its kind, and the exchanges that showed it.</summary>
internal readonly record struct TraitEntry(ulong Key, int Exchanges);

/// <summary>Lists what a profile holds that others may have too.</summary>
internal static class ProfileTraits
{
    /// <summary>Most values of exchanges in one profile.</summary>
    public const int MostOfTraffic = TraitSlots.Length + PhraseSlots.Length;

    /// <summary>Most values that belong to one account.</summary>
    public const int MostOfAccount = 9 + ContextLabel.Most;

    /// <summary>The most frequent values of the account's exchanges; of phrases those that <paramref name="own"/> holds.</summary>
    /// <returns>How many were written.</returns>
    public static int ReadTraffic(ref Profile p, HashSet<uint>? own, Span<TraitEntry> into)
    {
        var count = 0;
        for (var kind = 0; kind < TraitKinds.Count; kind++)
            count += Read(kind, p.Traits.ValuesOf((TraitKind)kind), p.Traits.CountsOf((TraitKind)kind), null, into[count..]);
        return count + Read(DetailKinds.Phrase, p.Phrases.Keys, p.Phrases.KeyCounts, own, into[count..]);
    }

    /// <summary>What belongs to the account as a whole, with a number of exchanges that the caller gives.</summary>
    /// <returns>How many were written.</returns>
    public static int ReadAccount(ref Profile p, IReadOnlyList<ContextLabel> labels, int exchanges, Span<TraitEntry> into)
    {
        var count = 0;
        count = Add(DetailKinds.Organisation, p.Org, exchanges, into, count);
        count = Add(DetailKinds.Payment, p.Payment, exchanges, into, count);
        count = Add(DetailKinds.Device, p.Device, exchanges, into, count);
        count = Add(DetailKinds.SignupNetwork, p.SignupNetwork, exchanges, into, count);
        count = Add(DetailKinds.MailDomain, p.EmailDomain, exchanges, into, count);
        count = Add(DetailKinds.MailAddress, p.EmailHash, exchanges, into, count);
        count = Add(DetailKinds.ClaimedCountry, p.ClaimedCountry, exchanges, into, count);
        count = Add(DetailKinds.Plan, (uint)p.Plan, exchanges, into, count);
        count = Add(DetailKinds.Verification, (uint)p.Verified, exchanges, into, count);
        for (var rest = p.ContextLabels & ((1u << ContextLabel.Most) - 1); rest != 0; rest &= rest - 1)
        {
            var label = BitOperations.TrailingZeroCount(rest);
            if (label < labels.Count)
                count = Add(DetailKinds.Context + (int)labels[label].Kind, (uint)label + 1, exchanges, into, count);
        }

        return count;
    }

    private static int Read(int kind, ReadOnlySpan<uint> values, ReadOnlySpan<ushort> counts, HashSet<uint>? own, Span<TraitEntry> into)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0 && (own is null || own.Contains(values[i])))
                into[count++] = new TraitEntry(DetailKinds.KeyOf(kind, values[i]), counts[i]);
        }

        return count;
    }

    private static int Add(int kind, uint value, int exchanges, Span<TraitEntry> into, int count)
    {
        if (value != 0)
            into[count++] = new TraitEntry(DetailKinds.KeyOf(kind, value), exchanges);
        return count;
    }
}
