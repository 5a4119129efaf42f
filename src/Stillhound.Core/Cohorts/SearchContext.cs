using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>What every step of one search reads: the population at one event time and what is derived from it once.</summary>
internal sealed class SearchContext
{
    public SearchContext(Population population, int smallest)
    {
        Population = population;
        Postings = Postings.Collect(population, smallest);
        Traits = new TraitModel(population);
        Vectors = MeaningRoute.Centered(population);
        var creations = new List<long>();
        for (var row = 0; row < population.Count; row++)
        {
            var created = population.ProfileOf(row).CreatedMs;
            if (created != 0)
                creations.Add(created);
        }

        creations.Sort();
        Creations = [.. creations];
        Shapes = new ShapeTable(population);
        Settings = new ClientGroups(population.Count, Traits);
    }

    public Population Population { get; }

    public Postings Postings { get; }

    public TraitModel Traits { get; }

    /// <summary>Centred unit mean embeddings, 128 numbers a row.</summary>
    public float[] Vectors { get; }

    /// <summary>Known creation times of all rows, ascending.</summary>
    public long[] Creations { get; }

    /// <summary>The numbers by which members of a cohort resemble each other.</summary>
    public ShapeTable Shapes { get; }

    /// <summary>Rows by client and parameters.</summary>
    public ClientGroups Settings { get; }

    public ReadOnlySpan<float> VectorOf(int row) =>
        Vectors.AsSpan(row * Fingerprints.Embedding.Dimensions, Fingerprints.Embedding.Dimensions);
}
