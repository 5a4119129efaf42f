using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;

namespace Stillhound.Reporting.Reading;

/// <summary>Reads <c>details.json</c> into findings whose members are known.</summary>
internal static class DetailsReader
{
    private const int HoursOfWeek = 168;

    /// <summary>The findings with their series and ties, and the details of the campaigns that have them.</summary>
    public static (Findings Findings, List<CampaignDetail> Details) Read(JsonElement root, Findings findings, ReadLimits limits)
    {
        var population = root.Required("population");
        var accounts = population.Count("accounts");
        var byId = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var json in root.Items("campaigns"))
        {
            if (!byId.TryAdd(json.Text("id"), json))
                throw new FormatException($"campaign '{json.Text("id")}' stands there twice");
        }

        var details = new List<CampaignDetail>();
        var campaigns = new List<CampaignFinding>();
        foreach (var campaign in findings.Campaigns)
        {
            if (!byId.TryGetValue(campaign.Id, out var json))
                throw new FormatException($"campaign '{campaign.Id}' is missing");
            campaigns.Add(Campaign(json, campaign, limits));
            if (json.Optional("traits") is not null)
                details.Add(Detail(json, campaigns[^1], accounts));
        }

        return (findings with
        {
            Campaigns = campaigns,
            ActivityStart = root.Time("activity_start"),
            ActivityBucket = TimeSpan.FromMilliseconds(root.Count("activity_bucket_ms")),
            PopulationActivity = Activity(population, limits),
            PopulationHourOfWeek = Hours(population),
        }, details);
    }

    private static CampaignFinding Campaign(JsonElement json, CampaignFinding campaign, ReadLimits limits)
    {
        var words = json.Texts("words");
        var ties = Words(json.Required("members"), "ties", words, campaign.Members.Count);
        return campaign with
        {
            Activity = Activity(json, limits),
            HourOfWeek = Hours(json),
            Members = [.. campaign.Members.Select((member, i) => member with { Ties = ties[i] })],
        };
    }

    private static CampaignDetail Detail(JsonElement json, CampaignFinding campaign, int accounts)
    {
        var count = campaign.Members.Count;
        var members = json.Required("members");
        var removal = Words(members, "removal", json.Texts("words"), count);
        var (first, last, template) = (Column(members, "first_seen_ms", count), Column(members, "last_seen_ms", count), Column(members, "template", count));
        var templates = json.Items("templates").Select(t => Template(t, count)).ToList();
        if (template.Exists(t => t < -1 || t >= templates.Count))
            throw new FormatException("template names none that is there");
        return new CampaignDetail
        {
            Id = campaign.Id,
            PopulationAccounts = accounts,
            Members = [.. campaign.Members.Select((m, i) => new MemberDetail(m.Account, m.Ties, removal[i], Time(first[i]), Time(last[i]), m.Exchanges, (int)template[i]))],
            Traits = [.. json.Items("traits").Select(g => Group(g, count))],
            Templates = templates,
        };
    }

    private static TraitGroup Group(JsonElement json, int members) => new(
        json.Text("kind"), json.Count("members"), json.Count("population"), json.Count("values"), [.. json.Items("traits").Select(t => Trait(t, members))]);

    private static SharedTrait Trait(JsonElement json, int members)
    {
        var holders = Indices(json, members);
        var exchanges = json.Counts("exchanges");
        if (exchanges.Count != holders.Count)
            throw new FormatException("exchanges are not as many as members");
        return new SharedTrait(json.Text("label"), json.Count("population"), holders, exchanges);
    }

    private static TemplateDetail Template(JsonElement json, int members) => new(
        json.Text("id"), json.Text("basis"), Indices(json, members), json.Long("exchanges"),
        [.. json.Items("settings").Select(static s => new TemplateSetting(s.Text("kind"), s.Text("label"), s.Number("share"), s.Count("values")))],
        json.Count("fixed"), json.Count("varying"),
        [.. json.Items("phrases").Select(static p => new TemplatePhrase(p.Text("label"), p.Number("share"), p.Flag("own")))],
        json.Number("prompt_words"), json.Number("output_tokens"));

    /// <summary>Indices of members, which have to be there and in order.</summary>
    private static List<int> Indices(JsonElement json, int members)
    {
        var indices = json.Counts("members");
        for (var i = 0; i < indices.Count; i++)
        {
            if (indices[i] >= members || (i > 0 && indices[i] <= indices[i - 1]))
                throw new FormatException("members names accounts that are not in the campaign, or not in order");
        }

        return indices;
    }

    private static List<string> Words(JsonElement json, string name, List<string> words, int count)
    {
        var column = Column(json, name, count);
        return column.Exists(place => place < 0 || place >= words.Count)
            ? throw new FormatException($"{name} names words that are not there")
            : column.ConvertAll(place => words[(int)place]);
    }

    private static List<long> Column(JsonElement json, string name, int count)
    {
        var column = json.Longs(name);
        return column.Count == count ? column : throw new FormatException($"{name} tells of {column.Count} members where there are {count}");
    }

    private static List<long> Activity(JsonElement json, ReadLimits limits)
    {
        var (buckets, from, written) = (json.Count("activity_buckets"), json.Count("activity_from"), json.Longs("activity"));
        if (buckets > limits.Buckets || from > buckets - written.Count)
            throw new FormatException("activity_buckets and activity do not fit each other");
        var series = new List<long>(buckets);
        series.AddRange(new long[from]);
        series.AddRange(written);
        series.AddRange(new long[buckets - series.Count]);
        return series;
    }

    private static List<long> Hours(JsonElement json)
    {
        var hours = json.Longs("hour_of_week");
        return hours.Count is 0 or HoursOfWeek ? hours : throw new FormatException($"hour_of_week has {hours.Count} values");
    }

    private static DateTimeOffset Time(long ms) =>
        ms >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : throw new FormatException("first_seen_ms or last_seen_ms is no time");
}
