using System.Runtime.InteropServices;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>
/// Accounts with too few exchanges for searches, and accounts that are new, recognised by how they send: with a system prompt, tools,
/// parameters and a client that, among accounts with more exchanges, hardly any but one campaign's members send with. It is all that
/// accounts show whose every prompt is worded anew. Stacks are counted when a full search is over, and hold until the next one.
/// </summary>
internal sealed class SoleStacks(AccountTable accounts, CampaignBook book) : IKept
{
    /// <summary>Members that send alike, and the share of the accounts that send so which they are, from which the stack is theirs alone.</summary>
    private const int Fewest = 20;
    private const double Sole = 0.95;

    private static readonly TraitKind[] Settings = [TraitKind.System, TraitKind.Tools, TraitKind.Params, TraitKind.MaxTokens];

    private readonly Dictionary<ulong, int> _owners = []; // numbers of campaigns
    [Scratch]
    private readonly Dictionary<ulong, Stack> _stacks = [];

    /// <summary>Whether no campaign is recognised by how it sends.</summary>
    public bool IsEmpty => _owners.Count == 0;

    /// <summary>Counts the stacks of the campaigns that stand; of a stack that several have, none is the owner.</summary>
    public void Renew()
    {
        _owners.Clear();
        _stacks.Clear();
        foreach (var campaign in book.Open.Where(Stands))
            CountMembers(campaign);
        foreach (var (key, stack) in _stacks)
        {
            if (stack.Members < Fewest)
                _stacks.Remove(key);
        }

        if (_stacks.Count == 0)
            return;
        for (var account = 0; account < accounts.Count; account++)
            CountUser(accounts[account]);
        foreach (var (key, stack) in _stacks)
        {
            if (stack.Members >= Sole * stack.Users)
                _owners[key] = stack.Owner!.Number;
        }

        _stacks.Clear();
    }

    /// <summary>The campaign whose stack an account has; null where it is nobody's alone, or the campaign's that stands no more.</summary>
    public Campaign? OwnerOf(in Profile p)
    {
        var (settings, whole) = KeysOf(p);
        return (whole != 0 && _owners.TryGetValue(whole, out var owner)) || (settings != 0 && _owners.TryGetValue(settings, out owner))
            ? book.Numbered(owner) is var campaign && Stands(campaign) ? campaign : null
            : null;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state) => state.Map(_owners);

    private static bool Stands(Campaign campaign) => !campaign.Merged && campaign.Tier >= Tier.Review && campaign.Verdict.Cohort.Component is null;

    private void CountMembers(Campaign campaign)
    {
        foreach (var account in campaign.Members.Keys)
        {
            ref var p = ref accounts[account];
            if (p.Exchanges < Population.FewestExchanges || campaign.Carried.Contains(account))
                continue;
            var (settings, whole) = KeysOf(p);
            CountMember(settings, campaign);
            CountMember(whole, campaign);
        }
    }

    private void CountMember(ulong key, Campaign campaign)
    {
        if (key == 0)
            return;
        ref var stack = ref CollectionsMarshal.GetValueRefOrAddDefault(_stacks, key, out _);
        stack.Owner ??= campaign;
        stack.Members += stack.Owner == campaign ? 1 : 0;
    }

    private void CountUser(in Profile p)
    {
        if (p.Exchanges < Population.FewestExchanges)
            return;
        var (settings, whole) = KeysOf(p);
        Count(settings);
        Count(whole);

        void Count(ulong key)
        {
            ref var stack = ref CollectionsMarshal.GetValueRefOrNullRef(_stacks, key);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref stack))
                stack.Users++;
        }
    }

    /// <summary>Keys of an account's settings, and of those with its client; 0 where it shows none. A client alone is no stack: logs without settings have many.</summary>
    private static (ulong Settings, ulong Whole) KeysOf(in Profile p)
    {
        var settings = 0UL;
        foreach (var kind in Settings)
            settings = With(settings, kind, p.Traits.Top(kind, out _));
        var client = p.Traits.Top(TraitKind.UserAgent, out _);
        return (settings, settings == 0 || client == 0 ? 0 : With(settings, TraitKind.UserAgent, client));
    }

    private static ulong With(ulong key, TraitKind kind, uint value) => value == 0 ? key : Hash64.Mix(key ^ ((ulong)(kind + 1) << 32 | value)) | 1;

    private struct Stack
    {
        public Campaign? Owner;
        public int Members;
        public int Users;
    }
}
