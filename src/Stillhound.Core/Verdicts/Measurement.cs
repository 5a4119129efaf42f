namespace Stillhound.Core.Verdicts;

/// <summary>
/// One thing that is measured of a group of accounts. <paramref name="Together"/> is the value that the statistic has when
/// the accounts are interchangeable hands of one operator; the null is where this population's own groups lie.
/// </summary>
/// <param name="Family">Family it belongs to.</param>
/// <param name="Name">What is measured, in words.</param>
/// <param name="Together">Value under one operator.</param>
/// <param name="LeastSpread">Smallest spread that the null may have, so that a freak of few groups is no certainty.</param>
/// <param name="Meaning">What a value near <paramref name="Together"/> means, in words.</param>
/// <param name="Refute">What would take it away, in words.</param>
/// <param name="Floor">
/// Where groups differ by factors and not by amounts: the size of the measure's own noise, on top of which it is compared by
/// its logarithm. 0 compares it as it is.
/// </param>
/// <param name="Share">How much it counts in the average of its family, beside the others' 1.</param>
internal sealed record Measurement(
    Family Family, string Name, double Together, double LeastSpread, string Meaning, string Refute, double Floor = 0, double Share = 1)
{
    /// <summary>The scale on which values are compared.</summary>
    public double Scaled(double value) => Floor == 0 ? value : Math.Log(Math.Max(value, 0) + Floor);

    /// <summary>The value at a point of the scale.</summary>
    public double Unscaled(double scaled) => Floor == 0 ? scaled : Math.Exp(scaled) - Floor;
}

/// <summary>All measurements, in the order in which <see cref="GroupMeasure"/> fills them.</summary>
internal static class Measurements
{
    public const int TopicIndividuality = 0;
    public const int Freshness = 1;
    public const int VolumeSpread = 2;
    public const int DailyEvenness = 3;
    public const int HourIndividuality = 4;
    public const int Sittings = 5;
    public const int CreationBurst = 6;
    public const int StartTogether = 7;
    public const int EndTogether = 8;
    public const int TimeInUse = 9;
    public const int TiedIdentity = 10;
    public const int TiedNetwork = 11;
    public const int RoutedTraffic = 12;
    public const int AddressChurn = 13;
    public const int OneTurn = 14;
    public const int AnswerLength = 15;
    public const int SameLength = 16;
    public const int Replacement = 17;
    public const int ReleasePivot = 18;
    public const int Asks = 19;
    public const int Refusals = 20;
    public const int TiedSignup = 21;
    public const int SharedSwings = 22;
    public const int RegionContradicted = 23;
    public const int Handover = 24;
    public const int SittingHours = 25;

    public static Measurement[] All { get; } =
    [
        new(Family.Payload, "topics that belong to an account", 0, 0.3,
            "what one account asks says no more of its next question than of anybody else's in the group", "accounts that stay with topics of their own", 0.002),
        new(Family.Payload, "items never seen before", 1, 0.05,
            "hardly any item comes again within an account", "accounts that come back to their own earlier material", Share: 0.2),
        new(Family.Volume, "spread of loads over accounts", 0, 0.08,
            "accounts carry loads far more even than people do", "loads that differ by factors, as people's do"),
        new(Family.Volume, "unevenness of days within accounts", 0, 0.08,
            "each account's days are as even as chance allows", "busy and idle days"),
        new(Family.Rhythm, "hours that belong to an account", 0, 0.3,
            "no account has hours of its own", "accounts with habits of their own", 0.01),
        new(Family.Rhythm, "exchanges that follow within half an hour", 0, 0.05,
            "exchanges do not come in sittings", "sittings of several exchanges"),
        new(Family.LifeCycle, "accounts made within a day of each other", 1, 0.03,
            "accounts were made in bursts", "sign-ups spread like everybody's"),
        new(Family.LifeCycle, "accounts that start within half a day of each other", 1, 0.03,
            "accounts start together", "starts spread like everybody's"),
        new(Family.LifeCycle, "accounts that end within half a day of each other", 1, 0.03,
            "accounts stop together before the log ends", "ends spread like everybody's"),
        new(Family.LifeCycle, "share of their time that accounts stay in use", 0, 0.08,
            "accounts are used up and left", "accounts that stay"),
        new(Family.Identity, "accounts tied by payment, device or mail", 1, 0.02,
            "accounts of different organisations share tokens of identity", "one owner that says so: an organisation, a family"),
        new(Family.Network, "accounts tied by a rare network", 1, 0.05,
            "accounts of different organisations come from the same small networks", "a carrier, an office or a campus behind those networks"),
        new(Family.Network, "traffic with a relay's round-trip gap", 1, 0.06,
            "the TLS hand-shake takes far longer than the TCP one, as through a relay", "a common privacy network or a distant edge"),
        new(Family.Network, "addresses per exchange", 1, 0.06,
            "nearly every exchange comes from another address", "mobile carriers or runners that change addresses"),
        new(Family.ResponseUse, "first turns", 1, 0.08,
            "answers are never followed up", "conversations that go on"),
        new(Family.ResponseUse, "length of answers (log tokens)", double.PositiveInfinity, 0.25,
            "answers are long", "short answers"),
        new(Family.ResponseUse, "spread of answer lengths over accounts", 0, 0.08,
            "accounts get answers of one length", "accounts that want different things"),
        new(Family.Reaction, "accounts that start right after a member was suspended", 1, 0.04,
            "fresh accounts take over within a day of a suspension", "starts unrelated to suspensions"),
        new(Family.Focus, "traffic on the newest model", 1, 0.06,
            "traffic moved to a new model at once", "a share like everybody's"),
        new(Family.Elicitation, "asks for reasoning, grades or tasks", 1, 0.08,
            "prompts ask for what trains a model", "prompts that ask for everyday things"),
        new(Family.Elicitation, "refused exchanges", 1, 0.04,
            "the limits of the model are tried out", "refusals as rare as everybody's"),
        new(Family.Identity, "accounts tied by a sign-up network", 1, 0.04,
            "accounts of different organisations were made from the same small networks", "a place where these people are: a campus, an office, a venue"),
        new(Family.Synchrony, "busy and idle days that come to all at once", 0.3, 0.03,
            "accounts rise, fall and pause together beyond what everybody's days explain", "a calendar or a course that these people share"),
        new(Family.Region, "accounts whose claimed country at least two signs contradict", 1, 0.05,
            "route, hours or script of most accounts do not agree with the place that they claim", "accounts that are where they say"),
        new(Family.LifeCycle, "accounts that start soon after another ended", 1, 0.08,
            "accounts take over from each other", "starts that have nothing to do with ends"),
        new(Family.Rhythm, "hours that belong to an account's sittings", 0, 0.3,
            "no account has hours of its own at which it comes", "accounts that come at hours of their own", 0.01),
    ];
}
