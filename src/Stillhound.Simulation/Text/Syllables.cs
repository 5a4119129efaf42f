namespace Stillhound.Simulation.Text;

/// <summary>Makes pronounceable words, so that names and identifiers come from a space of millions.</summary>
internal static class Syllables
{
    private static ReadOnlySpan<byte> Onsets => "bcdfghjklmnprstvwzkl"u8;

    private static ReadOnlySpan<byte> Vowels => "aeiouaeo"u8;

    private static ReadOnlySpan<byte> Codas => "nrlsmtkd"u8;

    /// <summary>Writes a word chosen by the bits; at most four bytes a syllable.</summary>
    public static int Write(Span<byte> into, ulong bits, int syllables)
    {
        var at = 0;
        for (var i = 0; i < syllables; i++)
        {
            into[at++] = Onsets[(int)((bits & 0xFF) % 20)];
            into[at++] = Vowels[(int)((bits >> 8) & 7)];
            if ((bits >> 11 & 3) == 0)
                into[at++] = Codas[(int)((bits >> 13) & 7)];
            bits = Chance.Seeds.Mix(bits + 1);
        }

        return at;
    }
}
