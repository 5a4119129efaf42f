using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Stillhound.Core.Campaigns;
using Stillhound.WebConsole.Data;

namespace Stillhound.WebConsole.Parts;

/// <summary>Notes that a person looks at a campaign, so that the queue can tell what changed since. It shows nothing.</summary>
public sealed class SeenMark : ComponentBase
{
    /// <summary>The campaign.</summary>
    [Parameter]
    [EditorRequired]
    public CampaignFinding Campaign { get; set; } = null!;

    [Inject]
    private ConsoleState State { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Http.User.Identity?.Name is { } person)
            State.Host?.Live.Looks.Mark(person, Campaign.Id, QueueRow.RevisionOf(Campaign));
    }
}
