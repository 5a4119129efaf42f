using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Engine;

/// <content>What the engine holds of one account.</content>
public sealed partial class DetectionEngine
{
    /// <summary>What is held of an account; null when nothing is. Exchanges that are held until none earlier can come are not among it.</summary>
    /// <param name="account">The account's name, as in the exchanges.</param>
    public AccountRecord? Find(string account)
    {
        var index = _accounts.Find(Hash64.Of(Encoding.UTF8.GetBytes(account)));
        if (index < 0)
            return null;
        ref var p = ref _accounts[index];
        var hours = new int[168];
        for (var hour = 0; hour < hours.Length; hour++)
            hours[hour] = p.HourOfWeek[hour];
        return new AccountRecord
        {
            Name = _accounts.NameOf(index),
            Exchanges = p.Exchanges,
            FirstSeen = p.Exchanges == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(p.FirstMs),
            LastSeen = p.Exchanges == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(p.LastMs),
            InputTokens = p.InputTokens,
            OutputTokens = p.OutputTokens,
            HourOfWeek = hours,
            Created = p.CreatedMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(p.CreatedMs),
            Plan = p.Plan,
            Verified = p.Verified,
            Country = p.ClaimedCountry == 0 ? null : CountryCode.Unpack(p.ClaimedCountry),
            Keys = KeysOf(p),
            Campaigns = [.. _book.Open.Where(c => c.Members.ContainsKey(index) || c.Carriers.ContainsKey(index)).Select(static c => c.Id).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Erases what is held of an account, by the hash of its name. What it sends from then on is a new account's.</summary>
    private void Erase(ulong account)
    {
        _waiting.Forget(account);
        _events.Forget(account);
        var index = _accounts.Find(account);
        if (index < 0)
            return;
        _book.Forget(index, Math.Max(_released, _reaction.FirstMs));
        _mixtures.Forget(index);
        var domain = _accounts[index].EmailDomain;
        _accounts.Erase(index, _reaction.FirstMs);
        _searcher.Context.Learned(index, domain, 0);
    }

    private static List<string> KeysOf(in Profile p)
    {
        var keys = new List<string>();
        foreach (var (key, name) in new[] { (p.Org, "org"), (p.Payment, "payment"), (p.Device, "device"), (p.EmailDomain, "email_domain"), (p.EmailHash, "email"), (p.SignupNetwork, "signup_network") })
        {
            if (key != 0)
                keys.Add(name);
        }

        return keys;
    }
}
