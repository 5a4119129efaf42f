using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>Reads what findings about campaigns rest on. All of them cost one pass over the population, as one does.</summary>
internal sealed class DetailBuilder(AccountTable accounts, CampaignBook book, Carriers carriers, IReadOnlyList<ContextLabel> labels, int smallest)
{
    /// <summary>The details of all findings, in the order of the findings.</summary>
    public List<CampaignDetail> All() => Of([.. CampaignSlice.InOrder(book, smallest)]);

    /// <summary>The details of one finding; null where there is none of that name.</summary>
    public CampaignDetail? Of(string id) => SliceOf(id) is { } slice ? Of([slice])[0] : null;

    /// <summary>The finding of a name, or null.</summary>
    private CampaignSlice? SliceOf(string id)
    {
        foreach (var campaign in book.Open)
        {
            // Making slices costs more than to know whose name it can be.
            if (campaign.Members.Count > 0 && id.StartsWith(campaign.Id, StringComparison.Ordinal)
                && CampaignSlice.Of(campaign, smallest).FirstOrDefault(s => s.Id == id) is { } slice)
                return slice;
        }

        return null;
    }

    /// <summary>Begins to read one finding, or all of them, in the order of the findings; null where there is none of that name.</summary>
    public DetailReading? Begin(string? id) => id is null ? new DetailReading(this, [.. CampaignSlice.InOrder(book, smallest)]) : SliceOf(id) is { } slice ? new DetailReading(this, [slice]) : null;

    /// <summary>All accounts.</summary>
    public AccountTable Accounts => accounts;

    /// <summary>Reads the members of a finding.</summary>
    public Draft Read(CampaignSlice slice)
    {
        var told = new ToldMembers(slice, carriers, accounts);
        return Draft.Of(() => new MemberReader(accounts, carriers, labels, slice.Campaign, told));
    }

    /// <summary>The question to the population that drafts leave open.</summary>
    public PopulationTraits Ask(IEnumerable<Draft> drafts) => new(labels, drafts.SelectMany(static d => d.Shared.Keys));

    /// <summary>The details, once the population was asked.</summary>
    public CampaignDetail Finish(CampaignSlice slice, Draft draft, PopulationTraits population) => new()
    {
        Id = slice.Id,
        PopulationAccounts = population.Accounts,
        Members = draft.Members,
        Traits = draft.Shared.Of(population, labels),
        Templates = draft.Templates,
    };

    private List<CampaignDetail> Of(List<CampaignSlice> slices)
    {
        var drafts = new Draft[slices.Count];
        Parallel.For(0, drafts.Length, i => drafts[i] = Read(slices[i]));
        var population = Ask(drafts);
        population.CountAll(accounts);
        return [.. slices.Zip(drafts, (slice, draft) => Finish(slice, draft, population))];
    }

    /// <summary>What is known of a finding's members before the population is asked.</summary>
    internal sealed record Draft(SharedTraits Shared, List<TemplateDetail> Templates, List<MemberDetail> Members)
    {
        /// <summary>Reads them twice at the same time, each time with a reader of its own.</summary>
        public static Draft Of(Func<MemberReader> newReader)
        {
            var shared = Task.Run(() => new SharedTraits(newReader()));
            var reader = newReader();
            var finder = new TemplateFinder(reader);
            var templates = finder.Find();
            List<MemberDetail> members = [.. Enumerable.Range(0, reader.Count).Select(m => reader.Describe(m, finder.TemplateOf(m)))];
            return new Draft(shared.GetAwaiter().GetResult(), templates, members);
        }
    }
}
