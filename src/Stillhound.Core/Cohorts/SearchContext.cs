using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>What every step of one search reads: the population at one event time and what is derived from it once.</summary>
internal sealed class SearchContext
{
    private readonly Dictionary<uint, int> _domains = [];
    private readonly bool[] _accused;

    public SearchContext(Population population, int smallest)
    {
        Population = population;
        _accused = new bool[population.Count];
        Postings = Postings.Collect(population, smallest);
        Traits = new TraitModel(population);
        Vectors = MeaningRoute.Centered(population);
        FirstSeen = new long[population.Count];
        for (var row = 0; row < population.Count; row++)
        {
            ref var p = ref population.ProfileOf(row);
            FirstSeen[row] = p.FirstMs;
            if (p.EmailDomain != 0)
                _domains[p.EmailDomain] = _domains.GetValueOrDefault(p.EmailDomain) + 1;
        }

        Array.Sort(FirstSeen);

        Shapes = new ShapeTable(population);
        Settings = new ClientGroups(population.Count, Traits);
    }

    /// <summary>Whether the row is in a standing campaign: what is normal is read from the others.</summary>
    public bool IsAccused(int row) => _accused[row];

    /// <summary>Marks a row as in a standing campaign.</summary>
    public void Accuse(int row) => _accused[row] = true;

    public Population Population { get; }

    public Postings Postings { get; }

    public TraitModel Traits { get; }

    /// <summary>Centred unit mean embeddings, 128 numbers a row.</summary>
    public float[] Vectors { get; }

    /// <summary>First exchanges of all rows, ascending.</summary>
    public long[] FirstSeen { get; }

    /// <summary>Rows with a mail domain.</summary>
    public int WithDomain(uint domain) => _domains.GetValueOrDefault(domain);

    /// <summary>The numbers by which members of a cohort resemble each other.</summary>
    public ShapeTable Shapes { get; }

    /// <summary>Rows by client and parameters.</summary>
    public ClientGroups Settings { get; }

    public ReadOnlySpan<float> VectorOf(int row) =>
        Vectors.AsSpan(row * Fingerprints.Embedding.Dimensions, Fingerprints.Embedding.Dimensions);
}
