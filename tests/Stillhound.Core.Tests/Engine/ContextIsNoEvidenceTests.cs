using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Engine;

/// <summary>Lists may say of a campaign what they like: not one number of what was decided moves.</summary>
public sealed class ContextIsNoEvidenceTests
{
    private static readonly JsonSerializerOptions Deep = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly List<ContextLabel> Labels = [new("cloud", ContextKind.Hosting), new("privacy", ContextKind.Vpn), new("mail", ContextKind.DisposableMail)];
    private static readonly Lazy<(Findings With, Findings Without, HashSet<string> Cohort)> Runs = new(static () =>
    {
        var plain = new World(71).WithPeople(120).WithPlantedCohort(25);
        var without = plain.Run();
        var cohort = without.Campaigns[0].Members.Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
        // Everything that could be held against the largest campaign, and nothing against anybody else.
        var told = new World(71) { Labels = Labels };
        told.Requests.AddRange(plain.Requests.Select(r => r with
        {
            Context = ContextFlags.LookedUp | (cohort.Contains(r.Account) ? ContextFlags.Hosting | ContextFlags.Vpn | ContextFlags.ListsDiffer | ContextFlags.RecordDiffers : ContextFlags.None),
            ContextLabels = cohort.Contains(r.Account) ? 3 | ContextLabel.ListsDiffer | ContextLabel.RecordDiffers : 0,
        }));
        told.Facts.AddRange(plain.Facts.Select(f => f with { ContextLabels = cohort.Contains(f.Account) ? 4u : 0 }));
        return (told.Run(), without, cohort);
    });

    [Fact]
    public void Findings_are_the_same_with_and_without_lists()
    {
        Runs.Value.Without.Campaigns.ShouldNotBeEmpty();
        Runs.Value.Without.Campaigns.ShouldAllBe(static c => c.Context.Count == 0);
        var bare = Runs.Value.With with { Campaigns = [.. Runs.Value.With.Campaigns.Select(static c => c with { Context = [] })] };
        JsonSerializer.Serialize(bare, Deep).ShouldBe(JsonSerializer.Serialize(Runs.Value.Without, Deep));
    }

    [Fact]
    public void A_campaign_shows_what_lists_say_of_it_beside_everybody()
    {
        var campaign = Runs.Value.With.Campaigns.First(c => c.Members.All(m => Runs.Value.Cohort.Contains(m.Account)));
        campaign.Context.Select(static c => c.Kind).ShouldBe(["hosting", "vpn", "disposable_mail", "lists_differ", "record_differs"]);
        var hosting = campaign.Context[0];
        (hosting.Accounts, hosting.Exchanges).ShouldBe((1, 1));
        hosting.PopulationAccounts.ShouldBeInRange(0.05, 0.5);
        hosting.PopulationExchanges.ShouldBeInRange(0.01, 0.6);
        hosting.Lists.ShouldBe([new ContextListShare("cloud", 1, hosting.PopulationAccounts)]);
        double.IsNaN(campaign.Context[2].Exchanges).ShouldBeTrue();
    }
}
