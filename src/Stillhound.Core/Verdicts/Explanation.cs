namespace Stillhound.Core.Verdicts;

/// <summary>
/// A benign explanation: which families it accounts for, and how well the group fits it. What it accounts for is no evidence
/// against it; everything else must be coincidence under it.
/// </summary>
/// <param name="Name">Snake-case name.</param>
/// <param name="Words">Name in words.</param>
/// <param name="Prior">Log-10 odds against a campaign before looking, for a proposed cohort.</param>
/// <param name="Covers">What it accounts for.</param>
/// <param name="Fit">Log-10 ratio of how well the group's own statements fit it; negative where they speak against it.</param>
/// <param name="Misfit">What is missing when it does not fit, in words.</param>
internal sealed record Explanation(string Name, string Words, double Prior, Cover[] Covers, Func<GroupContext, double> Fit, string Misfit)
{
    // Where a tool has a schedule its owners' loads differ less than people's do, and hardly as little as what one hand deals out.
    private const double LoadsOfSchedule = 30;

    // Tools that run by themselves: what they do with answers, when and how evenly is the tool's doing. Whose questions they
    // ask is their owners', and so are the hours, unless the tool runs around the clock, and the load, unless it has a schedule.
    private static readonly Cover[] Automation =
    [
        Family.ResponseUse, Family.Elicitation, Family.Rhythm, Family.Payload,
        .. Hours(0.2), new(Measurements.TopicIndividuality, 0.3), new(Measurements.DailyEvenness, 1),
        new(Measurements.VolumeSpread, 0.5, LoadsOfSchedule), new(Measurements.AddressChurn, 0.5),
    ];

    // People who are at one place come from its network, each from an address that stays; through a relay only where the place
    // has one.
    private static readonly Cover[] OnePlace =
        [new(Measurements.TiedNetwork, 1), new(Measurements.RoutedTraffic, 0.2), new(Measurements.AddressChurn, 0.1)];

    // When people come and go: with a launch, a class, an event. That one comes where another goes is none of these.
    private static readonly Cover[] TheirTime = [Family.LifeCycle, new(Measurements.Handover, 0)];

    // Whoever hears of a new tool takes it up over days, many in the first: starts lie nearer to each other than everybody's do, and
    // seldom so near as if all had been told to begin.
    private const double StartsOfLaunch = 30;
    private static readonly Cover[] TimeOfLaunch = [.. TheirTime, new(Measurements.StartTogether, 1, StartsOfLaunch)];

    // Whoever runs a harness asks what it holds, as much as the next, and asks it in runs: when they like, unless a schedule starts
    // them, and one exchange right after the other, unless a limit spreads them. A new model sets many off at once.
    private static readonly Cover[] HarnessRuns =
    [
        Family.Payload, Family.ResponseUse, Family.Elicitation, Family.Focus, new(Measurements.VolumeSpread, 1), new(Measurements.DailyEvenness, 0.3),
        .. Hours(0.3), new(Measurements.Sittings, 0.2), new(Measurements.SharedSwings, 0.5),
    ];

    // Share of the exchanges in the busiest eighth of the time that steady use with people's days comes to.
    private const double Steady = 0.25;

    // People whom a course or a venue holds before larger ones become rarer.
    private const double LargePlace = 500;

    // What is missing of a tool where it shows by parameters or a client alone, of what is missing where nothing shows it.
    private const double BySettings = 0.6;

    private static readonly Cover[] Everything = [.. Enum.GetValues<Family>()];

    private readonly Chance[] _chances = Cover.Chances(Covers);
    private readonly (int Whole, int Partly) _covered = Cover.FamiliesOf(Cover.Chances(Covers));

    public static Explanation[] All { get; } =
    [
        new("coincidence", "accounts that have nothing to do with each other", 2.0, [], static _ => 0, "nothing"),
        new("popular_tool", "users of one tool or framework", 2.0, [Family.ResponseUse, Family.Elicitation, Family.Focus],
            static g => OneTool(g, -0.7), "a shared tool"),
        new("launched_tool", "users of a tool that was launched lately", 1.2,
            [Family.ResponseUse, Family.Elicitation, .. TimeOfLaunch, Family.Focus, Family.Synchrony],
            static g => OneTool(g, -1.5) + TakenUp(g.MadeTogether), "a shared tool that people took up over days"),
        new("automated_tool", "users of one tool that runs by itself", 1.0, Automation,
            static g => OneTool(g, -1.5), "a shared tool"),
        new("launched_automation", "users of a new tool that runs by itself", 0.4,
            [.. Automation, .. TimeOfLaunch, Family.Focus, new(Measurements.SharedSwings, 0.1)],
            static g => OneTool(g, -1.5) + TakenUp(g.MadeTogether), "a shared tool that people took up over days"),
        new("one_organisation", "one organisation's batch job", 0.5, Everything,
            static g => Math.Max(Share(Known(g.Organisation), -5, 1.5), Share(Known(g.Domain), -5, 1.0)), "one organisation or mail domain"),
        new("one_payer", "people of one firm that does not say so", 0.8,
            [
                .. TheirTime, Family.Identity, Family.ResponseUse, Family.Elicitation, Family.Synchrony, .. OnePlace,
                new(Measurements.TopicIndividuality, 0.5), .. Hours(0.3), new(Measurements.Sittings, 0.3), new(Measurements.DailyEvenness, 0.2), new(Measurements.VolumeSpread, 0.2),
            ],
            static g => Math.Max(-5, Share(Paid(g.Payer), -5, 0.3) + Scattered(g.OneCountry)), "one card for most of them"),
        new("one_customer", "programs of one customer that does not say so", 0.3, Everything,
            static g => Math.Max(-5, Share(Paid(g.Payer), -5, 0) + Scattered(g.OneCountry) + FromOnePlace(g)), "one card and one network for most of them"),
        new("in_house_training_data", "training data made in house or under contract", 0, Everything,
            static g => Math.Max(Share(Known(g.Organisation), -5, 1), Share(g.Contract, -5, 1)), "one organisation or contract"),
        new("ci_fleet", "a CI fleet", 0.5, [Family.Rhythm, Family.Volume, Family.Network, Family.Payload, Family.ResponseUse, Family.LifeCycle, Family.Synchrony],
            static g => Math.Max(Share(Known(g.Organisation), -5, 1), Share(Known(g.Domain), -5, 0.5)), "one organisation"),
        new("evaluation_harness", "people running one evaluation harness", 1.0, HarnessRuns,
            static g => Share(g.Repeats * 2, -3.5, 1), "items that come again over accounts"),
        new("classroom", "a class", 1.0, [
                .. TheirTime, Family.Identity, Family.ResponseUse, Family.Elicitation, Family.Synchrony, .. OnePlace,
                new(Measurements.TiedIdentity, 0.3), new(Measurements.TopicIndividuality, 0.7), .. Hours(0.7),
                new(Measurements.Sittings, 0.2), new(Measurements.VolumeSpread, 0.7), new(Measurements.DailyEvenness, 0.2),
            ],
            static g => Math.Max(Share(Math.Max(Known(g.Education), g.Domain), -5, 1.5), Math.Min(Share(g.OneCountry, -5, 0.3), Share(g.Repeats * 2, -5, 1)) + Room(g.Members)), "a school, one place or a common assignment"),
        new("event", "people who met at one place: a course, a hackathon", 1.2,
            [
                .. TheirTime, Family.Identity, Family.ResponseUse, Family.Elicitation, Family.Synchrony, .. OnePlace,
                new(Measurements.TiedIdentity, 0.1), .. Hours(0.5), new(Measurements.TopicIndividuality, 0.3), new(Measurements.Sittings, 0.5),
            ],
            static g => Share(Math.Max((g.OneCountry - 0.25) * 2, g.Domain), -2, 0.3) + AtOneTime(g.Gathered, 0.3) + AtOnePlace(g) + Invited(g.Payer) + Room(g.Members), "one place and one time"),
        new("online_event", "people who came together on line: a course, a launch, a post that spread", 1.2,
            [Family.Synchrony, .. TheirTime, Family.ResponseUse, Family.Elicitation, Family.Focus, .. Hours(0.1), new(Measurements.TopicIndividuality, 0.15)],
            static g => AtOneTime(g.Gathered, 0.2), "one time"),
        new("reseller", "resellers or shared gateways", 0.5, [Family.Payload, Family.Rhythm, Family.Volume, Family.Region],
            static g => Math.Max(Step(g.EndUsers, 4, 0.5, -2.5), Step(g.Heavy, 60, 0, -2.5)), "end users behind the accounts"),
        new("declared_workload", "a workload that was declared", 0.5, Everything, static g => Share(g.Declared, -6, 2), "a declaration"),
        new("shared_schedule", "one schedule that many follow", 0.8, [Family.Rhythm, Family.Volume, Family.Synchrony],
            static g => Share((g.PeakHours - 0.2) * 1.6, -2.5, 0.5), "a common peak"),
        new("shared_network", "a carrier's or privacy network's shared addresses", 1.0, [Family.Network, Family.Identity, Family.Region],
            static g => Share(g.Crowded * 1.5, -1.5, 0.5), "crowded networks"),
    ];

    /// <summary>How often accounts have no hours of their own, of exchanges and of sittings alike.</summary>
    private static Cover[] Hours(double share) => [new(Measurements.HourIndividuality, share), new(Measurements.SittingHours, share)];

    /// <summary>What the evidence leaves over when this explanation has accounted for its share: log-10 ratio a family; NaN where blind.</summary>
    public double[] Unexplained(Weight[] weights) => Weigher.ByFamily(weights, _chances);

    /// <summary>Log-10 odds of this explanation against a campaign.</summary>
    /// <param name="group">Who the members say they are.</param>
    /// <param name="ratios">The likelihood ratio of each measurement.</param>
    /// <param name="families">What they come to by family where nothing explains them.</param>
    /// <param name="covered">What they come to by family where it is explained as a whole.</param>
    public double Odds(GroupContext group, ReadOnlySpan<double> ratios, ReadOnlySpan<double> families, ReadOnlySpan<double> covered)
    {
        Span<double> left = stackalloc double[Families.Count];
        for (var f = 0; f < left.Length; f++)
            left[f] = (_covered.Whole >> f & 1) != 0 ? covered[f] : families[f];
        if (_covered.Partly != 0)
            Weigher.ByFamily(ratios, _chances, left, _covered.Partly);
        var odds = Prior + Fit(group);
        foreach (var family in left)
            odds -= double.IsNaN(family) ? 0 : family;
        return odds;
    }

    /// <summary>
    /// Facts are missing for some accounts of every log: when more than half of a group name one owner, it is as good as all
    /// of them; when less than a fifth do, they are guests.
    /// </summary>
    private static double Known(double share) => (share - 0.2) / 0.4;

    /// <summary>Pools of accounts have many cards, since one would give them away at once; who pays for nearly half owns them openly.</summary>
    private static double Paid(double share) => (share - 0.15) / 0.3;

    /// <summary>Who invites people may pay for them, with one card.</summary>
    private static double Invited(double payer) => Share(Paid(payer), 0, 0.5);

    /// <summary>People of one firm are mostly from one country or two; where none is known, nothing is said.</summary>
    private static double Scattered(double oneCountry) => oneCountry == 0 ? 0 : Share((oneCountry - 0.25) * 2.5, -1, 0);

    /// <summary>
    /// What a customer runs comes from its own network, all of it: it has nothing to hide. Accounts that are to look like strangers do not.
    /// Where they signed up says nothing of that, and where no network is known nobody can tell a customer.
    /// </summary>
    private static double FromOnePlace(GroupContext group) => Share((group.SentFrom - 0.4) * 2.5, -3, 0);

    /// <summary>Those who met once did most of it then; a log too short to tell says neither.</summary>
    private static double AtOneTime(double gathered, double all) => double.IsNaN(gathered) ? 0 : Share((gathered - Steady) * 3.3, -1, all);

    /// <summary>
    /// A place holds so many, and what ten times as many come to is ten times rarer: sizes of what people gather for follow a power law
    /// (Zipf, "Human behavior and the principle of least effort", 1949).
    /// </summary>
    private static double Room(int members) => Math.Min(0, -Math.Log10(members / LargePlace));

    /// <summary>
    /// A place has a network, and who is there comes from it; of networks that many others use nobody can tell.
    /// </summary>
    private static double AtOnePlace(GroupContext group) => Share(Math.Max(group.OneNetwork, group.Crowded) * 2, -1.5, 0);

    /// <summary>
    /// What is launched is taken up over days: of accounts that come in numbers that fall to a third in a day, three pairs in five were made within
    /// a day of each other, and nine in ten only where it is over in hours.
    /// </summary>
    private static double TakenUp(double madeTogether) => Share((madeTogether - 0.6) / 0.3, 0, -1);

    /// <summary>
    /// A tool shows in what it sends with each question. One that sends nothing of its own shows in parameters or a client that hardly
    /// anybody else has, which says less: whoever sends for others has some too.
    /// </summary>
    private static double OneTool(GroupContext group, double none) =>
        Math.Max(Step(group.Scaffold, 0.5, 0, none), Share((group.Settings - 0.5) * 3, none, BySettings * none));

    private static double Step(double value, double threshold, double above, double below) => value >= threshold ? above : below;

    private static double Share(double share, double none, double all) => none + ((all - none) * Math.Clamp(share, 0, 1));
}
