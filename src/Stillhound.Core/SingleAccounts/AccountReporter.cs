using System.Globalization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>Turns candidates into findings that can be written.</summary>
internal sealed class AccountReporter(AccountTable accounts, Population population, CampaignBook book, int tested, double rate)
{
    /// <summary>One finding for each handful, the surest first.</summary>
    public List<AccountFinding> Of(IReadOnlyList<AccountCandidate> candidates) =>
        [.. Handful.Of(population, candidates).Select(Finding)
            .OrderByDescending(static f => f.Tier).ThenBy(static f => f.PValue).ThenBy(static f => f.Id, StringComparer.Ordinal)];

    private AccountFinding Finding(List<AccountCandidate> group)
    {
        var first = group[0];
        var indices = group.ConvertAll(c => population.Rows[c.Row].Account);
        var campaign = indices.Select(a => book.Of(accounts[a])).FirstOrDefault(static c => c is { Tier: >= Tier.Review });
        return new AccountFinding
        {
            Id = IdOf(first.Kind, accounts[indices[0]].Account),
            Kind = first.Kind,
            Tier = first.Tier,
            Title = AccountWords.Title(first.Kind, group.Count, first.Signs),
            Summary = AccountWords.Summary(first, tested, rate),
            Accounts = indices.ConvertAll(accounts.NameOf),
            Campaign = campaign?.Id,
            Exchanges = indices.Sum(a => (long)accounts[a].Exchanges),
            InputTokens = indices.Sum(a => accounts[a].InputTokens),
            OutputTokens = indices.Sum(a => accounts[a].OutputTokens),
            FirstSeen = DateTimeOffset.FromUnixTimeMilliseconds(indices.Min(a => accounts[a].FirstMs)),
            LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(indices.Max(a => accounts[a].LastMs)),
            PValue = first.PValue,
            QValue = first.QValue,
            Signs = [.. first.Signs.Select(AccountWords.Sign)],
            Explanations = first.Explanations,
        };
    }

    private static string IdOf(AccountFindingKind kind, ulong account) =>
        string.Create(CultureInfo.InvariantCulture, $"a-{Hash64.Mix(account + (ulong)kind) & 0xFFFFFF:x6}");
}
