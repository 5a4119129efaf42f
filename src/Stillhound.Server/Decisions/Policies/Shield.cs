using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Decisions.Policies;

/// <summary>Tells who is protected.</summary>
internal sealed class Shield
{
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly HashSet<string> _organisations;
    private readonly HashSet<Plan> _plans;
    private readonly NamePattern[] _names;
    private readonly Func<string, AccountFacts?> _facts;

    /// <param name="protection">Whom to protect.</param>
    /// <param name="names">How the gateway's names are stored.</param>
    /// <param name="facts">What is known of an account, by its stored name.</param>
    public Shield(Protection protection, IStoredNames names, Func<string, AccountFacts?> facts)
    {
        _facts = facts;
        _organisations = new HashSet<string>(protection.Organisations, StringComparer.Ordinal);
        _plans = [.. protection.Plans];
        _names = [.. protection.Names.Select(static n => new NamePattern(n))];
        _lookup = _accounts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<byte> room = stackalloc byte[IStoredNames.Longest];
        foreach (var account in protection.Accounts)
        {
            _accounts.Add(account);
            for (var which = 0; which < names.Candidates; which++)
                _accounts.Add(Encoding.UTF8.GetString(names.Candidate(which, Encoding.UTF8.GetBytes(account), room)));
        }
    }

    /// <summary>Whether an account is protected, by its stored name.</summary>
    public bool Covers(string account)
    {
        if (_accounts.Contains(account))
            return true;
        if (_names.Length > 0 && CoversName(Encoding.UTF8.GetBytes(account)))
            return true;
        return (_organisations.Count > 0 || _plans.Count > 0) && _facts(account) is { } known
            && ((known.Org is { } org && _organisations.Contains(org)) || _plans.Contains(known.Plan));
    }

    /// <summary>Whether an account is protected by the name that the gateway gives it. Allocates nothing.</summary>
    public bool CoversRaw(ReadOnlySpan<byte> raw)
    {
        Span<char> text = stackalloc char[IStoredNames.Longest];
        return (_accounts.Count > 0 && raw.Length <= text.Length && Encoding.UTF8.TryGetChars(raw, text, out var length) && _lookup.Contains(text[..length])) || CoversName(raw);
    }

    private bool CoversName(ReadOnlySpan<byte> name)
    {
        foreach (var pattern in _names)
        {
            if (pattern.Matches(name))
                return true;
        }

        return false;
    }
}
