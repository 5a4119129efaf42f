using System.Runtime.InteropServices;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>Reads the members of one finding: of an account of which only a part is accused, that part alone.</summary>
internal sealed class MemberReader(AccountTable accounts, Carriers carriers, IReadOnlyList<ContextLabel> labels, Campaign campaign, ToldMembers told)
{
    private readonly Dictionary<(Ties Ties, string Odds), (string Ties, string Removal)> _words = [];
    private TraitEntry[] _room = new TraitEntry[ProfileTraits.MostOfTraffic + ProfileTraits.MostOfAccount];

    public Campaign Campaign => campaign;

    public int Count => told.Members.Count;

    /// <summary>What a member has that others may have too, each value once. It holds until the next call.</summary>
    public ReadOnlySpan<TraitEntry> TraitsOf(int index)
    {
        var account = told.Members[index].Key;
        var part = told.Parts.GetValueOrDefault(account);
        var count = ProfileTraits.ReadAccount(ref accounts[account], labels, part?.Exchanges ?? accounts[account].Exchanges, _room);
        if (part is null)
            return _room.AsSpan(0, count + ProfileTraits.ReadTraffic(ref accounts[account], campaign.Keys, _room.AsSpan(count)));
        foreach (var place in part.Places)
        {
            if (_room.Length < count + ProfileTraits.MostOfTraffic)
                Array.Resize(ref _room, count + ProfileTraits.MostOfTraffic);
            count += ProfileTraits.ReadTraffic(ref carriers.ComponentAt(place), campaign.Keys, _room.AsSpan(count));
        }

        return Merged(_room.AsSpan(0, count));
    }

    /// <summary>The profile that shows how a member sends: its own, or the largest of the components that are accused.</summary>
    public ref Profile SenderOf(int index)
    {
        var account = told.Members[index].Key;
        if (!told.Parts.TryGetValue(account, out var part))
            return ref accounts[account];
        var largest = part.Places.MaxBy(place => carriers.ComponentAt(place).Exchanges);
        return ref carriers.ComponentAt(largest);
    }

    /// <summary>The account's own profile.</summary>
    public ref Profile AccountOf(int index) => ref accounts[told.Members[index].Key];

    /// <summary>A member in words.</summary>
    public MemberDetail Describe(int index, int template)
    {
        var (account, member) = told.Members[index];
        ref var p = ref accounts[account];
        if (told.Parts.TryGetValue(account, out var part))
            return new MemberDetail(accounts.NameOf(account), ComponentWords.Ties(part), RemovalWords.OfPart(), Time(part.FirstMs), Time(part.LastMs), part.Exchanges, template);
        var ties = Ties.Of(p, campaign);
        // Members that are tied alike are told of in the same words, which are made once.
        ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, (ties, RemovalWords.Odds(member.Score)), out var known);
        if (!known)
            words = (TieWords.Of(ties, campaign), RemovalWords.Of(member.Score, ties, campaign));
        return new MemberDetail(accounts.NameOf(account), words.Ties, words.Removal, Time(p.FirstMs), Time(p.LastMs), p.Exchanges, template);
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static Span<TraitEntry> Merged(Span<TraitEntry> entries)
    {
        entries.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var count = 0;
        foreach (var entry in entries)
        {
            if (count > 0 && entries[count - 1].Key == entry.Key)
                entries[count - 1] = entry with { Exchanges = (int)Math.Min(int.MaxValue, (long)entries[count - 1].Exchanges + entry.Exchanges) };
            else
                entries[count++] = entry;
        }

        return entries[..count];
    }
}
