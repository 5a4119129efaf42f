using Stillhound.WebConsole.Data.Workspace;
using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Details;

/// <summary>What a campaign rests on as pages see it: made once and looked at by many. Immutable.</summary>
public sealed class DetailView
{
    private readonly Lazy<Dictionary<string, MemberDetail>> _members;
    private readonly Lazy<TieGroups> _groups;
    private readonly Lazy<TemplateMatrix> _matrix;

    /// <summary>Makes a view.</summary>
    public DetailView(CampaignDetail detail)
    {
        Detail = detail;
        _members = new(() =>
        {
            var members = new Dictionary<string, MemberDetail>(detail.Members.Count, StringComparer.Ordinal);
            foreach (var member in detail.Members)
                members.TryAdd(member.Account, member);
            return members;
        });
        _groups = new(() => TieGroups.Of(detail));
        _matrix = new(() => TemplateMatrix.Of(detail));
    }

    /// <summary>The detail.</summary>
    public CampaignDetail Detail { get; }

    /// <summary>A member by its name; null where the detail is older than it.</summary>
    public MemberDetail? Member(string account) => _members.Value.GetValueOrDefault(account);

    /// <summary>Members by the combination of traits that they share.</summary>
    internal TieGroups Groups => _groups.Value;

    /// <summary>Some members against templates and shared values.</summary>
    internal TemplateMatrix Matrix => _matrix.Value;

    /// <summary>Makes what pages would make when they first need it.</summary>
    internal void Prepare() => _ = (_members.Value, _groups.Value, _matrix.Value);

    /// <summary>What members share of a kind; null where nobody has any.</summary>
    public TraitGroup? Traits(string kind) => Detail.Traits.FirstOrDefault(t => t.Kind == kind);
}
