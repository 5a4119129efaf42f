namespace Stillhound.Server.Decisions.Acts;

/// <summary>Who acts and what they say. Both are hostile text: data wherever they stand.</summary>
internal sealed record Act
{
    private const int LongestActor = 200;
    private const int LongestNote = 2000;

    /// <exception cref="ActRefusedException">The actor is missing or one of both is too long.</exception>
    public Act(string? actor, string? note)
    {
        Actor = Whole((actor ?? "").Trim());
        Note = Whole((note ?? "").Trim());
        if (Actor.Length is 0 or > LongestActor)
            throw new ActRefusedException(Refusal.Invalid, "an act needs the name of a person, of at most 200 characters");
        if (Note.Length > LongestNote)
            throw new ActRefusedException(Refusal.Invalid, "the reason is longer than 2,000 characters");
    }

    /// <summary>Who.</summary>
    public string Actor { get; }

    /// <summary>What they say.</summary>
    public string Note { get; }

    /// <summary>Whether two names are one person's; names that differ in case or in white space alone are.</summary>
    public static bool SamePerson(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Halves of a pair cannot be written as UTF-8.
    private static string Whole(string text) => new([.. text.EnumerateRunes().SelectMany(static r => r.ToString())]);
}
