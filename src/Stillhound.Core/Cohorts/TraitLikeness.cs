using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How much more likely a row's traits are in a cohort than in the population. Traits that move together count once, and each
/// family is bounded. Its memory is reused from cohort to cohort.
/// </summary>
/// <param name="traits">The population's traits.</param>
/// <param name="bound">The most that a family says, for or against.</param>
internal sealed class TraitLikeness(TraitModel traits, float bound)
{

    // Traits that move together count once.
    private static readonly TraitKind[][] Families =
    [
        [TraitKind.System, TraitKind.Tools],
        [TraitKind.Params, TraitKind.MaxTokens, TraitKind.Temperature],
        [TraitKind.Format],
        [TraitKind.UserAgent, TraitKind.Tls],
        [TraitKind.Model],
        [TraitKind.Asn, TraitKind.Country],
    ];

    private static readonly int[] Kinds = [.. Families.SelectMany(static f => f.Select(static k => (int)k))];

    // The kinds of all families, the most telling family of the cohort first.
    private readonly Part[] _parts = new Part[Kinds.Length];
    private readonly (float Most, int Family)[] _order = new (float, int)[Families.Length];
    private readonly Value[][] _values = new Value[TraitKinds.Count][];
    private readonly List<int>[] _shown = new List<int>[TraitKinds.Count];
    private readonly int[] _totals = new int[TraitKinds.Count];
    private readonly float[] _unseen = new float[TraitKinds.Count];
    private readonly Varieties _varieties = new();

    /// <summary>Counts the traits of a cohort.</summary>
    public void Fit(ReadOnlySpan<int> rows)
    {
        foreach (var kind in Kinds)
        {
            Clear(kind);
            Count(kind, rows);
        }

        foreach (var kind in Kinds)
        {
            var variety = _varieties.Of(_totals[kind], _shown[kind].Count);
            foreach (var number in _shown[kind])
                Score(kind, number, variety);
            // A value that nobody of the cohort shows has the same ratio however common it is outside.
            _unseen[kind] = MathF.Log(variety / (_totals[kind] + variety));
        }

        Order();
    }

    /// <summary>Sum over families of the bounded log ratios; a member is scored against the cohort without itself.</summary>
    /// <param name="row">The row.</param>
    /// <param name="member">Whether it is a member.</param>
    /// <param name="atLeast">Where the sum cannot reach this any more, something less is returned at once.</param>
    public float ScoreOf(int row, bool member, float atLeast = float.NegativeInfinity)
    {
        var tops = traits.TopsOf(row);
        var least = member ? 3 : 2;
        float score = 0, sum = 0;
        var known = 0;
        foreach (ref readonly var part in _parts.AsSpan())
        {
            if (part.Total > least)
            {
                // Nothing foretells which values a row shows, so nothing here branches on it.
                var number = tops[part.Kind];
                ref readonly var value = ref part.Values[number];
                var shown = ~Mask(number == 0);
                var unseen = Mask(value.Count == 0);
                var bits = BitConverter.SingleToInt32Bits(member ? value.WithoutOne : value.Score);
                sum += BitConverter.Int32BitsToSingle(((bits & ~unseen) | (part.UnseenBits & unseen)) & shown);
                known -= shown;
            }

            if (!part.IsLast)
                continue;
            score += float.MinNative(float.MaxNative(part.IsAlone ? sum : sum / Math.Max(known, 1), -bound), bound);
            (sum, known) = (0, 0);
            if (score + part.Rest < atLeast)
                return score + part.Rest;
        }

        return score;
    }

    /// <summary>All bits where it is so, none where not.</summary>
    private static int Mask(bool so) => so ? -1 : 0;

    /// <summary>
    /// No row gets more from a family than its most telling value gives to one that is no member. With the most telling families
    /// first, most rows are known not to belong after one or two.
    /// </summary>
    private void Order()
    {
        for (var family = 0; family < Families.Length; family++)
            _order[family] = (-MostOf(Families[family]), family);
        _order.AsSpan().Sort();
        var at = Kinds.Length;
        var rest = 0f;
        for (var place = _order.Length - 1; place >= 0; place--)
        {
            var family = Families[_order[place].Family];
            for (var i = family.Length - 1; i >= 0; i--)
                _parts[--at] = PartOf((int)family[i], i == family.Length - 1, family.Length == 1, rest);
            rest -= _order[place].Most;
        }
    }

    private Part PartOf(int kind, bool last, bool alone, float rest) =>
        new() { Kind = kind, Values = _values[kind], Total = _totals[kind], UnseenBits = BitConverter.SingleToInt32Bits(_unseen[kind]), IsLast = last, IsAlone = alone, Rest = rest };

    private float MostOf(TraitKind[] family)
    {
        var most = 0f;
        foreach (var kind in family)
        {
            most = Math.Max(most, _unseen[(int)kind]);
            foreach (var number in _shown[(int)kind])
                most = Math.Max(most, _values[(int)kind][number].Score);
        }

        return Math.Min(most, bound);
    }

    private void Clear(int kind)
    {
        if (_values[kind] is null || _values[kind].Length < traits.Numbers(kind))
        {
            _values[kind] = new Value[traits.Numbers(kind) * 2];
            _shown[kind] = [];
        }

        foreach (var number in _shown[kind])
            _values[kind][number].Count = 0;
        _shown[kind].Clear();
    }

    private void Count(int kind, ReadOnlySpan<int> rows)
    {
        var (values, shown) = (_values[kind], _shown[kind]);
        var total = 0;
        foreach (var row in rows)
        {
            var number = traits.Top(row, kind);
            if (number == 0)
                continue;
            total++;
            if (values[number].Count++ == 0)
                shown.Add(number);
        }

        _totals[kind] = total;
    }

    private void Score(int kind, int number, float variety)
    {
        ref var value = ref _values[kind][number];
        var outside = (traits.CountOf(kind, number) + 0.5f) / (traits.Total(kind) + 1);
        var add = variety * outside;
        value.Score = MathF.Log((value.Count + add) / ((_totals[kind] + variety) * outside));
        value.WithoutOne = MathF.Log((value.Count - 1 + add) / ((_totals[kind] - 1 + variety) * outside));
    }

    private struct Value
    {
        public int Count;
        public float Score;
        public float WithoutOne;
    }

    /// <summary>What scoring a row reads of a kind, side by side.</summary>
    private struct Part
    {
        public Value[] Values;
        public int Kind;
        public int Total;
        public int UnseenBits; // of a float
        public float Rest; // the most that the families after this one can add
        public bool IsLast; // of its family
        public bool IsAlone; // in its family
    }
}
