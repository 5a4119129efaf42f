using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.SingleAccounts;

/// <summary>Benign readings of one account's traffic, judged by its facts and by what the rest of the log shows.</summary>
internal sealed class BenignReading(SearchContext context, ReactionFacts reaction, int smallestCohort)
{
    /// <summary>So many end users are others than the account's owner.</summary>
    public const float FewestEndUsers = 8;

    private const int FewestOfOrganisation = 3;
    private const float FewestClients = 6;
    private const double CommonItems = 0.2;
    private const int WordingShare = 3;

    // What is tried against refusals goes round, so that only a set that most of it comes from speaks for an evaluation.
    private const double CommonProbes = 0.5;

    private readonly Population _population = context.Population;
    private readonly Dictionary<TraitKind, Dictionary<uint, int>> _users = new() { [TraitKind.System] = [], [TraitKind.Tools] = [] };
    private readonly Dictionary<uint, int> _usersOfPhrases = [];
    private readonly Dictionary<uint, int> _organisations = Organisations(context.Population);

    /// <summary>Every explanation, those that hold first.</summary>
    /// <param name="row">The account.</param>
    /// <param name="kind">What the finding says of it.</param>
    /// <param name="inCampaign">Whether a campaign at review or above holds it: what it shares with others is then no tool.</param>
    public List<BenignFinding> Of(int row, AccountFindingKind kind, bool inCampaign)
    {
        ref var p = ref _population.ProfileOf(row);
        List<BenignFinding> readings =
        [
            Declared(p), Contract(p), Organisation(p), EndUsers(p), ManyClients(p), SharedItems(row, kind), SharedWording(p, inCampaign),
        ];
        return [.. readings.Where(static r => r.Holds), .. readings.Where(static r => !r.Holds)];
    }

    private BenignFinding Declared(in Profile p) => reaction.IsDeclared(p)
        ? new("declared_workload", true, "Its organisation declared a workload for this time.")
        : new("declared_workload", false, "Nobody declared a workload for it.");

    private static BenignFinding Contract(in Profile p) => p.Verified == Verification.Contract || p.Plan == Plan.Enterprise
        ? new("contract", true, "It is under contract, so that in-house training data or a batch job have an owner who can be asked.")
        : new("contract", false, "It is under no contract.");

    private BenignFinding Organisation(in Profile p)
    {
        var accounts = p.Org == 0 ? 0 : _organisations.GetValueOrDefault(p.Org);
        return accounts >= FewestOfOrganisation
            ? new("one_organisation", true, $"It is one of {accounts} accounts of an organisation that says so: a batch job, a build fleet, an evaluation.")
            : new("one_organisation", false, accounts == 0 ? "It names no organisation." : "Its organisation has hardly any other account here.");
    }

    private static BenignFinding EndUsers(in Profile p)
    {
        var users = DistinctCount.Of(p.EndUsers);
        return users >= FewestEndUsers
            ? new("reseller", true, $"It names about {Number(users)} end users of its own.")
            : new("reseller", false, users < 1 ? "It names no end users." : "It names hardly any end users.");
    }

    private static BenignFinding ManyClients(in Profile p)
    {
        var clients = DistinctCount.Of(p.Clients);
        return clients >= FewestClients
            ? new("gateway", true, $"About {Number(clients)} different clients stand behind it, as behind a gateway whose users are not named.")
            : new("gateway", false, "One client or a few stand behind it.");
    }

    private BenignFinding SharedItems(int row, AccountFindingKind kind)
    {
        var shared = ProfileShares.RepeatedItems(_population.ProfileOf(row));
        return shared >= (kind == AccountFindingKind.DetectorProbing ? CommonProbes : CommonItems)
            ? new("evaluation_harness", true, $"{Percent(shared)} of its items were asked by other accounts before, as with a published set.")
            : new("evaluation_harness", false, "Others did not ask its items.");
    }

    private BenignFinding SharedWording(in Profile p, bool inCampaign)
    {
        var most = Math.Max(UsersOf(p, TraitKind.System), UsersOf(p, TraitKind.Tools));
        for (var i = 0; i < PhraseSlots.Length; i++)
        {
            if (IsWording(p, i))
                most = Math.Max(most, UsersOf(p.Phrases.Keys[i]));
        }

        if (most >= smallestCohort && inCampaign)
            return new("popular_tool", false, $"{most} accounts use its wording, system prompt or tools, and a campaign holds it.");
        return most >= smallestCohort
            ? new("popular_tool", true, $"{most} accounts use its wording, system prompt or tools: a tool, or a group that is for campaigns to judge.")
            : new("popular_tool", false, "Its wording, system prompt and tools are its own.");
    }

    /// <summary>Accounts whose main value of a trait is this one's; 0 where it has none.</summary>
    private int UsersOf(in Profile p, TraitKind kind) => _users[kind].GetValueOrDefault(p.Traits.Top(kind, out _));

    private int UsersOf(uint phrase) => _usersOfPhrases.GetValueOrDefault(phrase);

    /// <summary>
    /// Counts the users of what some rows are going to be read by, in one pass over everybody: a pass a row would take minutes
    /// among a million.
    /// </summary>
    /// <param name="rows">The rows that <see cref="Of"/> will be asked of.</param>
    public void CountUsersFor(IReadOnlyCollection<int> rows)
    {
        foreach (var row in rows)
        {
            ref var p = ref _population.ProfileOf(row);
            foreach (var (kind, users) in _users)
            {
                if (p.Traits.Top(kind, out _) is not 0 and var value)
                    users[value] = 0;
            }

            for (var i = 0; i < PhraseSlots.Length; i++)
            {
                if (IsWording(p, i))
                    _usersOfPhrases[p.Phrases.Keys[i]] = 0;
            }
        }

        for (var row = 0; row < _population.Count && rows.Count > 0; row++)
        {
            ref var p = ref _population.ProfileOf(row);
            foreach (var (kind, users) in _users)
                Count(users, p.Traits.Top(kind, out _));
            foreach (var key in p.Phrases.Keys)
                Count(_usersOfPhrases, key);
        }
    }

    private static bool IsWording(in Profile p, int phrase) => p.Phrases.Keys[phrase] != 0 && p.Phrases.KeyCounts[phrase] * WordingShare >= p.WithContent;

    private static void Count(Dictionary<uint, int> users, uint value)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(users, value);
        if (!Unsafe.IsNullRef(ref count))
            count++;
    }

    private static Dictionary<uint, int> Organisations(Population population)
    {
        var counts = new Dictionary<uint, int>();
        for (var row = 0; row < population.Count; row++)
        {
            var org = population.ProfileOf(row).Org;
            if (org != 0)
                counts[org] = counts.GetValueOrDefault(org) + 1;
        }

        return counts;
    }

    private static string Number(float value) => Math.Round(value).ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}%");
}
