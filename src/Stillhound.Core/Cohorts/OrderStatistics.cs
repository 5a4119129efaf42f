namespace Stillhound.Core.Cohorts;

/// <summary>Finds the value that would stand at a place if numbers were sorted, without sorting them.</summary>
internal static class OrderStatistics
{
    private const int Few = 10;

    /// <summary>The value of rank <paramref name="rank"/>; the numbers before it become those that are not above it.</summary>
    public static float Select(Span<float> values, int rank)
    {
        int from = 0, to = values.Length - 1;
        while (to - from > Few)
        {
            var pivot = Middle(values[from], values[(from + to) / 2], values[to]);
            int low = from, high = to;
            while (low <= high)
            {
                while (values[low] < pivot)
                    low++;
                while (values[high] > pivot)
                    high--;
                if (low <= high)
                    (values[low], values[high]) = (values[high--], values[low++]);
            }

            if (rank <= high)
                to = high;
            else if (rank >= low)
                from = low;
            else
                return values[rank];
        }

        SortFew(values[from..(to + 1)]);
        return values[rank];
    }

    private static void SortFew(Span<float> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var at = i;
            for (; at > 0 && values[at - 1] > value; at--)
                values[at] = values[at - 1];
            values[at] = value;
        }
    }

    private static float Middle(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
