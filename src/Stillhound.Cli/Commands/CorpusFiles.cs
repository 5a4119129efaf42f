using Stillhound.Simulation.Corpora;

namespace Stillhound.Cli.Commands;

/// <summary>Reads what <c>--corpus</c> names.</summary>
internal static class CorpusFiles
{
    /// <summary>The rows of the files; says on the console how many could not be read.</summary>
    /// <exception cref="FormatException">No row can be read.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static Corpus Read(string[] files)
    {
        var corpus = Corpus.Load(files);
        if (corpus.Count == 0)
            throw new FormatException("the corpus files hold no readable row");
        if (corpus.Rejected > 0)
            Console.Error.WriteLine($"stillhound: {corpus.Rejected} corpus rows could not be read and were left out");
        return corpus;
    }
}
