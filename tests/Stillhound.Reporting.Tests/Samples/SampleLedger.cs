using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Evidence and explanations made up for tests.</summary>
internal static class SampleLedger
{
    public static EvidenceItem[] Strong() =>
    [
        new("payload", "items never repeated across accounts", 0.001, "rate-matched accounts", 0.213, 6.2, 1e-6,
            "0.1% of tasks were sent by more than one account; random accounts of the same rate share 21.3%.",
            "A fresh sample of the tasks with repeats at the population's rate."),
        new("synchrony", "pauses shared beyond the day curve", 0.83, "surrogates that keep each account's day curve", 0.11, 4.4, 2.5e-5,
            "83% of pauses longer than an hour began within the same ten minutes as another member's.",
            "Pauses that line up with an outage or a notice sent to everybody."),
        new("volume", "evenness of load (index of dispersion)", 1.04, "accounts matched on plan and age", 57.9, 3.1, 0.0008,
            "Exchanges a day scatter like a quota: dispersion 1.04, where people of the same plan have 57.9.",
            "A rate limit of the plan that would flatten anybody's load."),
        new("response_use", "conversations of one turn with long answers", 0.985, "rate-matched accounts", 0.34, 2.2, 0.004,
            "98.5% of conversations end after one turn although answers average 1,870 tokens.", "Client logs that show the answers being read."),
        new("network", "one client stack behind many networks", 0.97, "accounts matched on country", 0.41, 1.1, 0.03,
            "97% share one client stack over 188 networks; only 31% of exchanges carried client fields.", "A popular tool that ships this stack."),
        new("life_cycle", "sign-up burst", 0.12, "accounts created in the same month", 0.09, -0.6, 0.41,
            "Sign-ups spread over the month as everybody's do.", "More account facts: 38% of members have none."),
    ];

    public static EvidenceItem[] Mixed() =>
    [
        new("elicitation", "grades wanted in one output format", 0.94, "rate-matched accounts", 0.02, 3.4, 0.0004,
            "94% of prompts ask for a grade between the same two markers.", "The harness of a declared evaluation."),
        new("focus", "narrow range of capabilities (entropy in bits)", 0.31, "rate-matched accounts", 2.44, 1.7, 0.01,
            "Capabilities carry 0.31 bits, the population's 2.44.", "Owners that differ in everything else."),
        new("rhythm", "hours that follow an office day", 0.66, "population", 0.52, -1.2, 0.2,
            "Two thirds of exchanges fall into one country's office hours.", "The same hours on public holidays."),
        new("payload", "items repeated across accounts", 0.48, "rate-matched accounts", double.NaN, -2.3, 0.9,
            "48% of items recur in other accounts, as a harness would have it.", "Repeats that stop when items are reworded."),
    ];

    public static ExplanationItem[] BeatenExplanations() =>
    [
        new("batch_job", -2.2, "A batch job of one organisation would share keys or contract; these accounts share none."),
        new("popular_tool", -4.1, "Users of a tool bring their own tasks; here the tasks are one set, dealt out."),
        new("evaluation_harness", -5.6, "A harness repeats its items across runs; 0.1% recur here."),
        new("classroom", -7.9, "A class repeats the same exercise and sleeps at night."),
        new("reseller", -3.3, "A reseller's customers have rhythms of their own."),
    ];

    public static ExplanationItem[] OpenExplanations() =>
    [
        new("evaluation_harness", 0.4, "Items recur across accounts and the hours are an office's: a harness is slightly likelier."),
        new("in_house_training_data", -0.1, "A contract for training data would look the same; none is declared."),
        new("classroom", -3.0, "No shared exercise and no course dates."),
    ];
}
