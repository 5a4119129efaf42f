using Stillhound.Core.Profiles;

namespace Stillhound.Core.Accounts;

/// <summary>
/// The nulls of one sign: accounts on one plan, or accounts of about as many exchanges. Accounts in standing campaigns are left
/// out of them.
/// </summary>
internal sealed class PeerNulls
{
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
        Parallel.For(0, groups.Count, i => _nulls[i] = TailNull.Of(groups[i].Select(ValueOf)));
    }

    /// <summary>The sign's value of a row.</summary>
    public float ValueOf(int row) => _sign.Read(_population.Rows[row], _population.ProfileOf(row));

    /// <summary>What a row is compared with; null when there are too few like it.</summary>
    public TailNull? NullOf(int row) => _sign.ByPlan
        ? _nulls[(int)_population.ProfileOf(row).Plan] ?? _nulls[^1]
        : _nulls[_strata.VolumeOf(row)];

    /// <summary>How rare the row's value is; NaN where it has none.</summary>
    public double PValue(int row)
    {
        var value = ValueOf(row);
        return float.IsNaN(value) ? double.NaN : NullOf(row)?.PValue(value) ?? double.NaN;
    }

    /// <summary>What a row is compared with, in words.</summary>
    public string Words(int row)
    {
        var peers = NullOf(row)?.Count ?? 0;
        if (!_sign.ByPlan)
            return $"{peers} accounts of about as many exchanges";
        return _nulls[(int)_population.ProfileOf(row).Plan] is null
            ? $"{peers} accounts on any plan"
            : $"{peers} accounts on plan {_population.ProfileOf(row).Plan.ToString().ToLowerInvariant()}";
    }
}
