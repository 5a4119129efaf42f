using Stillhound.Core.Campaigns;

namespace Stillhound.Core.Details;

/// <summary>
/// Reads what findings about campaigns rest on in slices: the members of one finding, then some accounts of the population. Who feeds the
/// engine may do so between two slices, and what comes then is counted as far as it comes; without it the result is that of reading at
/// once. Not while another thread feeds the engine.
/// </summary>
public sealed class DetailReading
{
    /// <summary>Accounts of one slice: some ten milliseconds.</summary>
    private const int Accounts = 1 << 15;

    private readonly DetailBuilder _builder;
    private readonly List<CampaignSlice> _slices;
    private readonly List<DetailBuilder.Draft> _drafts = [];
    private PopulationTraits? _population;
    private int _counted;

    internal DetailReading(DetailBuilder builder, List<CampaignSlice> slices) => (_builder, _slices) = (builder, slices);

    /// <summary>The details, in the order of the findings; none before everything is read.</summary>
    public IReadOnlyList<CampaignDetail> Details { get; private set; } = [];

    /// <summary>Reads a slice.</summary>
    /// <returns>Whether there is more to read.</returns>
    public bool Read()
    {
        if (_drafts.Count < _slices.Count)
        {
            _drafts.Add(_builder.Read(_slices[_drafts.Count]));
            return true;
        }

        _population ??= _builder.Ask(_drafts);
        // Accounts that come in between are counted too.
        var end = Math.Min(_builder.Accounts.Count, _counted + Accounts);
        _population.Count(_builder.Accounts, _counted, end);
        _counted = end;
        if (end < _builder.Accounts.Count)
            return true;
        Details = [.. _slices.Zip(_drafts, (slice, draft) => _builder.Finish(slice, draft, _population))];
        return false;
    }
}
