using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>
/// The nulls of one sign: accounts on one plan, or accounts of about as many exchanges. Accounts in standing campaigns are left
/// out of them.
/// </summary>
internal sealed class PeerNulls
{
    // A sign counts for no more than ten times what its peers could show by their number, and none carries a finding by itself.
    private const double Extrapolated = 0.1;
    private const double RarestByChance = 1e-4;

    private readonly Population _population;
    private readonly AccountSign _sign;
    private readonly PeerStrata _strata;
    private readonly TailNull?[] _nulls;

    public PeerNulls(Population population, AccountSign sign, PeerStrata strata)
    {
        _population = population;
        _sign = sign;
        _strata = strata;
        var groups = sign.ByPlan ? strata.Plans : strata.Volumes;
        _nulls = new TailNull?[groups.Count];
        if (sign.ByChance is null)
            Parallel.For(0, groups.Count, i => _nulls[i] = TailNull.Of(groups[i].Select(ValueOf)));
    }

    /// <summary>The sign's value of a row.</summary>
    private float ValueOf(int row) => _sign.Read(_population.Rows[row], _population.ProfileOf(row));

    /// <summary>What a row is compared with; null when there are too few like it.</summary>
    private TailNull? NullOf(int row) => _sign.ByPlan
        ? _nulls[(int)_population.ProfileOf(row).Plan] ?? _nulls[^1]
        : _nulls[_strata.VolumeOf(row)];

    /// <summary>How rare the row's value is; NaN where it has none.</summary>
    public double PValue(int row)
    {
        var value = ValueOf(row);
        if (float.IsNaN(value))
            return double.NaN;
        if (_sign.ByChance is not null)
            return Math.Max(_sign.ByChance(value), RarestByChance);
        return NullOf(row) is { } peers ? Math.Max(peers.PValue(value), Extrapolated / peers.Count) : double.NaN;
    }

    /// <summary>The sign as measured of a row; null where it has no value or nothing to be compared with.</summary>
    public MeasuredSign? Of(int row)
    {
        var p = PValue(row);
        if (double.IsNaN(p))
            return null;
        var middle = _sign.ByChance is null ? NullOf(row)!.Median : 0;
        return new MeasuredSign(_sign, _sign.Shown(ValueOf(row)), _sign.Shown(middle), p, Words(row));
    }

    /// <summary>What a row is compared with, in words.</summary>
    private string Words(int row)
    {
        if (_sign.ByChance is not null)
            return "its own exchanges in an order by chance";
        var peers = NullOf(row)?.Count ?? 0;
        if (!_sign.ByPlan)
            return $"{peers} accounts of about as many exchanges";
        return _nulls[(int)_population.ProfileOf(row).Plan] is null
            ? $"{peers} accounts on any plan"
            : $"{peers} accounts on plan {_population.ProfileOf(row).Plan.ToString().ToLowerInvariant()}";
    }
}
