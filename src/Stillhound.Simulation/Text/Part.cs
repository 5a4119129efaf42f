namespace Stillhound.Simulation.Text;

/// <summary>What a <see cref="Part"/> puts into the text.</summary>
internal enum PartKind : byte
{
    Literal,
    Rule,
    Number,
    Syllables,
    Name,
    Content,
}

/// <summary>One piece of an alternative. A and B are the rule, or the bounds of a number, or a count of syllables.</summary>
internal readonly record struct Part(PartKind Kind, byte[] Literal, int A, int B);
