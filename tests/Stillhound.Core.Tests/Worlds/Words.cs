namespace Stillhound.Core.Tests.Worlds;

/// <summary>A made-up language: some thousand words, a few of them common, and topics that use some of the rest.</summary>
internal sealed class Words
{
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    private readonly string[] _words;

    public Words(Random random)
    {
        var words = new HashSet<string>();
        while (words.Count < 4000)
        {
            var word = "";
            for (var syllable = random.Next(2, 5); syllable > 0; syllable--)
                word += $"{Consonants[random.Next(Consonants.Length)]}{Vowels[random.Next(Vowels.Length)]}";
            words.Add(word);
        }

        _words = [.. words];
    }

    /// <summary>Words that belong together.</summary>
    public string[] Topic(Random random, int size = 60) => random.GetItems(_words.AsSpan(200), size);

    /// <summary>Words that need not belong together.</summary>
    public string Anything(Random random, int length) => string.Join(' ', random.GetItems(_words, length));

    /// <summary>A text on a topic, mixed with common words.</summary>
    public string Text(Random random, string[] topic, int length)
    {
        var text = new string[length];
        for (var i = 0; i < length; i++)
            text[i] = random.NextDouble() < 0.6 ? topic[random.Next(topic.Length)] : _words[(int)(200 * Math.Pow(random.NextDouble(), 2))];
        return string.Join(' ', text);
    }
}
