namespace Stillhound.Simulation.Text;

/// <summary>How an author chooses among alternatives.</summary>
/// <param name="StyleSeed">Decides the author's habits, or a template's wording.</param>
/// <param name="StyleLoyalty">Probability, 0 to 1, that a choice of style follows the habit; 1 fixes the wording.</param>
/// <param name="StyleBreadth">Number of habitual alternatives a rule has.</param>
/// <param name="TopicSeed">Decides the author's favourite topics.</param>
/// <param name="TopicLoyalty">Probability, 0 to 1, that a choice of topic is a favourite.</param>
/// <param name="TopicBreadth">Number of favourites a list has.</param>
internal readonly record struct Manner(
    ulong StyleSeed, float StyleLoyalty, int StyleBreadth, ulong TopicSeed, float TopicLoyalty, int TopicBreadth)
{
    /// <summary>Nothing is habitual.</summary>
    public static Manner Free => new(0, 0, 1, 0, 0, 1);

    /// <summary>The fixed wording of a template; a share of it, the rewording, is drawn anew each time.</summary>
    public static Manner Template(ulong seed, double rewording) => new(seed, (float)(1 - rewording), 1, seed, (float)(1 - rewording), 1);
}
