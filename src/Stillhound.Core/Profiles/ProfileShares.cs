namespace Stillhound.Core.Profiles;

/// <summary>Shares of an account's exchanges, 0 to 1, NaN where nothing fed them, and other numbers that one division gives.</summary>
internal static class ProfileShares
{
    /// <summary>Days from first to last exchange, at least a quarter.</summary>
    public static float Days(in Profile p) => Math.Max(0.25f, (p.LastMs - p.FirstMs) / 86_400_000f);

    /// <summary>Exchanges that counts of 16 bits hold; with the next one they are halved.</summary>
    private const int MostCounted = ushort.MaxValue;
    private const int Half = (MostCounted + 1) / 2;

    /// <summary>Whether the counts of an account with so many exchanges are to be halved before the next one.</summary>
    public static bool IsFull(int exchanges) => exchanges >= MostCounted && (exchanges - MostCounted) % Half == 0;

    /// <summary>What the counts hold of an account's exchanges: all, or from 32,768 to 65,535 where there are more.</summary>
    public static int Counted(int exchanges) => exchanges <= MostCounted ? exchanges : Half + (exchanges % Half);

    public static float FirstTurns(in Profile p) => Of(p.FirstTurns, p.WithTurn);

    public static float Refused(in Profile p) => Of(p.Refused, Counted(p.Exchanges));

    /// <summary>Items that others sent too.</summary>
    public static float RepeatedItems(in Profile p) => Of(p.RepeatedItems, p.WithContent);

    /// <summary>Items that nobody sent before.</summary>
    public static float FreshItems(in Profile p) => 1 - Of(p.RepeatedItems + p.OwnRepeats, p.WithContent);

    /// <summary>Exchanges that a relay seems to lie before.</summary>
    public static float RttGaps(in Profile p) => Of(p.RttGaps, p.WithRtt);

    public static float NewestModel(in Profile p) => Of(p.NewestModel, Counted(p.Exchanges));

    /// <summary>Exchanges that ask for reasoning, grades or tasks.</summary>
    public static float Asks(in Profile p) => Math.Min(1, Of(p.AsksReasoning + p.AsksGrading + p.AsksTasks, p.WithContent));

    /// <summary>Natural logarithm of the exchanges a day; what is younger than a day counts as a day old.</summary>
    public static float LogRate(in Profile p) => MathF.Log(p.Exchanges) - MathF.Log(MathF.Max(1, Days(p)));

    private static float Of(int part, int whole) => whole == 0 ? float.NaN : (float)part / whole;
}
