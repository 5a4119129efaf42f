namespace Stillhound.Core.Details;

/// <summary>
/// What a finding about a campaign rests on, member by member: what members share, their templates, what ties each. Read from profiles
/// when it is asked for; it decides nothing. No text is kept, so values are told by short hashes.
/// </summary>
public sealed record CampaignDetail
{
    /// <summary>Identifier of the finding, as in <see cref="Campaigns.CampaignFinding.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Accounts of the whole population with at least one exchange.</summary>
    public required int PopulationAccounts { get; init; }

    /// <summary>The members, in the order of <see cref="Campaigns.CampaignFinding.Members"/>; what follows names them by their index.</summary>
    public required IReadOnlyList<MemberDetail> Members { get; init; }

    /// <summary>What members share, by kind; kinds of which no member has a value are left out.</summary>
    public required IReadOnlyList<TraitGroup> Traits { get; init; }

    /// <summary>Templates that at least two members use, the most used first; at most 24.</summary>
    public required IReadOnlyList<TemplateDetail> Templates { get; init; }
}

/// <summary>One member of a campaign.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Ties">What ties it to the campaign, in words.</param>
/// <param name="Removal">What would remove it, in words.</param>
/// <param name="FirstSeen">Its first exchange; of its part where only that is accused.</param>
/// <param name="LastSeen">Its last exchange; of its part where only that is accused.</param>
/// <param name="Exchanges">All its exchanges; those of its part where only that is accused.</param>
/// <param name="Template">Index of its template in <see cref="CampaignDetail.Templates"/>; -1 where it has none that is listed.</param>
public sealed record MemberDetail(string Account, string Ties, string Removal, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Exchanges, int Template);

/// <summary>Values of one kind that members share.</summary>
/// <param name="Kind">
/// Of exchanges: <c>system</c>, <c>tools</c>, <c>params</c>, <c>output_limit</c>, <c>temperature</c>, <c>format</c>, <c>model</c>, <c>client</c>,
/// <c>tls</c>, <c>asn</c>, <c>country</c>, <c>network</c>, and <c>phrase</c> for the campaign's own phrases. Of accounts: <c>organisation</c>,
/// <c>payment</c>, <c>device</c>, <c>signup_network</c>, <c>mail_domain</c>, <c>mail_address</c>, <c>claimed_country</c>, <c>plan</c>,
/// <c>verification</c>. Of lists: <c>hosting</c>, <c>vpn</c>, <c>proxy</c>, <c>tor</c>, <c>other</c>, <c>disposable_mail</c>.
/// </param>
/// <param name="Members">Members that have any value of this kind.</param>
/// <param name="Population">Accounts of the whole population that have any.</param>
/// <param name="Values">Different values that members have, shared or not.</param>
/// <param name="Traits">Those that at least two members have, the most shared first; at most 32.</param>
public sealed record TraitGroup(string Kind, int Members, int Population, int Values, IReadOnlyList<SharedTrait> Traits);

/// <summary>One value that members share.</summary>
/// <param name="Label">
/// The country, the autonomous system (<c>AS64500</c>), the plan or verification, or the list's name; of everything else the first eight
/// hexadecimal digits of its hash.
/// </param>
/// <param name="Population">Accounts of the whole population that have it.</param>
/// <param name="Members">Indices of the members that have it, ascending.</param>
/// <param name="Exchanges">
/// In how many exchanges each of them showed it, at least; of what belongs to the account, all its exchanges. Profiles keep the most
/// frequent values alone, so a rare one may be missing.
/// </param>
public sealed record SharedTrait(string Label, int Population, IReadOnlyList<int> Members, IReadOnlyList<int> Exchanges);

/// <summary>One template of a campaign: what the members that use it send alike, and what varies.</summary>
/// <param name="Id">Eight hexadecimal digits.</param>
/// <param name="Basis"><c>settings</c> where members share system prompt and tools, <c>phrase</c> where they share an own phrase of the campaign.</param>
/// <param name="Members">Indices of the members that mostly send with it, ascending.</param>
/// <param name="Exchanges">Exchanges of theirs that showed it, at least.</param>
/// <param name="Settings">For each setting that any of them shows, the value of most of them.</param>
/// <param name="Fixed">Sampled phrases that at least nine in ten of its members use.</param>
/// <param name="Varying">Sampled phrases that fewer of its members use. Only phrases that several accounts of the population use are sampled.</param>
/// <param name="Phrases">Those that at least two of its members use, the most used first; at most 32.</param>
/// <param name="PromptWords">Typical words of a prompt (geometric mean); NaN where unknown.</param>
/// <param name="OutputTokens">Typical tokens of an answer (geometric mean); NaN where unknown.</param>
public sealed record TemplateDetail(
    string Id, string Basis, IReadOnlyList<int> Members, long Exchanges, IReadOnlyList<TemplateSetting> Settings, int Fixed, int Varying,
    IReadOnlyList<TemplatePhrase> Phrases, double PromptWords, double OutputTokens);

/// <summary>A setting of a template.</summary>
/// <param name="Kind">As in <see cref="TraitGroup.Kind"/>.</param>
/// <param name="Label">The value that most members show, as eight hexadecimal digits.</param>
/// <param name="Share">Share of the template's members that mostly show it, 0 to 1.</param>
/// <param name="Values">Different values that its members mostly show.</param>
public sealed record TemplateSetting(string Kind, string Label, double Share, int Values);

/// <summary>A phrase of a template.</summary>
/// <param name="Label">Eight hexadecimal digits of its hash.</param>
/// <param name="Share">Share of the template's members that use it, 0 to 1.</param>
/// <param name="Own">Whether it is one of the campaign's own, which hardly anybody else uses.</param>
public sealed record TemplatePhrase(string Label, double Share, bool Own);
