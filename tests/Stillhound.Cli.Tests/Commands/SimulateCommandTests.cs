using Stillhound.Cli.Commands;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Commands;

/// <summary>The simulate command: what it writes, and how it refuses.</summary>
public sealed class SimulateCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Writes_a_world_and_replaces_it()
    {
        (await Run("--accounts", "120", "--exchanges", "2000")).ShouldBe(0);
        (await Run("--accounts", "120", "--exchanges", "2000", "--gzip", "--no-campaigns")).ShouldBe(0);

        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["accounts.ndjson", "events.ndjson", "exchanges.ndjson.gz", "truth.csv"]);
        File.ReadAllText(Path.Combine(_folder, "truth.csv")).ShouldNotContain(",campaign,");
    }

    [Theory]
    [InlineData("--campaign", "unheard_of")]
    [InlineData("--campaign", "hydra:rate=-1")]
    [InlineData("--campaign", "hydra:rate=fast")]
    [InlineData("--campaign", "hydra:colour=1")]
    [InlineData("--jitter", "4")]
    [InlineData("--days", "0")]
    [InlineData("--accounts", "-5")]
    [InlineData("--preset", "huge")]
    [InlineData("--corpus", "no-such-file")]
    public async Task Refuses_bad_input_with_exit_code_two(string option, string value)
    {
        (await Run(option, value)).ShouldBe(2);
        Directory.Exists(_folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_folder_that_holds_something_else()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "thesis.txt"), "", TestContext.Current.CancellationToken);

        (await Run("--accounts", "100")).ShouldBe(2);
    }

    [Fact]
    public void Reads_a_campaign_with_its_dials()
    {
        CampaignArgument.Read("fixed-prompt:accounts=200,rate=12.5,jitter=0.4,ban=3,name=north")
            .ShouldBe(new CampaignSpec(CampaignKind.FixedPrompt) { Accounts = 200, Rate = 12.5, Jitter = 0.4, BanDay = 3, Name = "north" });
    }

    [Fact]
    public void Reads_what_a_campaign_does_to_look_like_people()
    {
        CampaignArgument.Read("hydra:topics=0.9,hours=1,spread=1.1,aged=0.5,clients=1,homes=1,joins=0.4,quota=3,pools=2,reseller=0.2")
            .ShouldBe(new CampaignSpec(CampaignKind.Hydra)
            {
                Habits = new CampaignHabits { OwnTopics = 0.9, ClaimedHours = 1, LoadSpread = 1.1, Aged = 0.5, OwnClients = 1, HomeNetworks = 1, Joins = 0.4, Quota = 3, TwoPools = true, Reseller = 0.2 },
            });
    }

    [Theory]
    [InlineData("hydra:topics=1.5")]
    [InlineData("hydra:spread=3")]
    [InlineData("hydra:quota=0")]
    [InlineData("hydra:reseller=0.95")]
    [InlineData("hydra:aged=old")]
    public async Task Refuses_habits_out_of_range(string campaign)
    {
        (await Run("--accounts", "100", "--campaign", campaign)).ShouldBe(2);
        Directory.Exists(_folder).ShouldBeFalse();
    }

    private Task<int> Run(params string[] arguments) =>
        SimulateCommand.Create().Parse(["--out", _folder, .. arguments]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
