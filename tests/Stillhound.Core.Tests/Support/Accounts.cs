using Stillhound.Core.Exchanges;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Tests.Support;

/// <summary>Accounts with traffic and facts, made into a population without an engine.</summary>
internal sealed class Accounts
{
    private readonly AccountTable _table = new();

    public AccountTable Table => _table;

    public ref Profile this[string account] => ref _table[_table.Find(Hash64.Of(System.Text.Encoding.UTF8.GetBytes(account)))];

    public Core.Profiles.Population Population() => new(_table, Request.Monday + (14 * Request.Day));

    public Accounts With(AccountFacts facts, int exchanges = Core.Profiles.Population.FewestExchanges, Func<int, Request>? send = null)
    {
        _table.SetFacts(facts);
        var account = _table.Find(Hash64.Of(System.Text.Encoding.UTF8.GetBytes(facts.Account)));
        for (var i = 0; i < exchanges; i++)
        {
            var request = (send?.Invoke(i) ?? new Request()) with { Account = facts.Account, Time = Request.Monday + (i * Request.Hour) };
            ProfileUpdate.Apply(ref _table[account], request.Fingerprint(), PhraseSightings.Fresh, 0);
        }

        return this;
    }

    /// <summary>Adds one exchange as it is, with its own time.</summary>
    public Accounts Sending(Request request)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(request.Account);
        var account = _table.GetOrAdd(Hash64.Of(name), name);
        ProfileUpdate.Apply(ref _table[account], request.Fingerprint(), PhraseSightings.Fresh, 0);
        return this;
    }

    /// <summary>Adds phrases that an account shares with others.</summary>
    public Accounts Sharing(string account, params uint[] phrases)
    {
        ref var p = ref _table[_table.Find(Hash64.Of(System.Text.Encoding.UTF8.GetBytes(account)))];
        foreach (var phrase in phrases)
            p.Phrases.Add(phrase);
        return this;
    }
}
