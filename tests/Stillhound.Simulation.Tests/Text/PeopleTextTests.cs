namespace Stillhound.Simulation.Tests.Text;

/// <summary>People rarely say the same thing twice.</summary>
public sealed class PeopleTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Individuals_rarely_repeat_a_prompt_and_share_few_phrases(ulong seed)
    {
        var options = WorldPresets.Calm(seed, 600) with
        {
            BenignWeights = Enum.GetValues<BenignKind>().Where(k => k != BenignKind.Individual).ToDictionary(k => k, _ => 0.0),
            Exchanges = 12_000,
        };
        var prompts = Recording.Of(World.Create(options)).Rows.Select(r => r.Prompt).ToArray();

        prompts.Length.ShouldBeGreaterThan(5000);
        (1 - (prompts.Distinct(StringComparer.Ordinal).Count() / (double)prompts.Length)).ShouldBeLessThan(0.01);
        var shingles = prompts.SelectMany(Shingles).ToArray();
        var once = shingles.CountBy(s => s, StringComparer.Ordinal).Count(p => p.Value == 1);
        (once / (double)shingles.Length).ShouldBeGreaterThan(0.6);
    }

    private static IEnumerable<string> Shingles(string prompt)
    {
        var words = prompt.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 5 <= words.Length; i++)
            yield return string.Join(' ', words, i, 5);
    }
}
