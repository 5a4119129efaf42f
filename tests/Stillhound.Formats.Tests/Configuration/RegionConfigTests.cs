using Stillhound.Formats.Configuration;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Regions;
using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Tests.Configuration;

/// <summary>The policy on regions as operators write it.</summary>
public sealed class RegionConfigTests
{
    [Theory]
    [InlineData("", RegionMode.Off)]
    [InlineData("regional_access:", RegionMode.Off)]
    [InlineData("regional_access: off", RegionMode.Off)]
    [InlineData("regional_access: report", RegionMode.Report)]
    [InlineData("regional_access: {mode: evidence}", RegionMode.Evidence)]
    public void It_is_off_unless_asked_for(string yaml, RegionMode mode) => Read(yaml).Mode.ShouldBe(mode);

    [Fact]
    public void Countries_are_two_letters_of_either_case()
    {
        var policy = Read("regional_access: {mode: report, served: [US, de, 'NO']}");
        policy.Served.Select(CountryCode.Unpack).ShouldBe(["US", "DE", "NO"]);
        policy.NotServed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("regional_access: maybe", "config.yaml:1: regional_access: expected off, report or evidence")]
    [InlineData("regional_access: [report]", "config.yaml:1: regional_access: expected off, report or evidence, or mode with served or not_served")]
    [InlineData("regional_access: {served: [US]}", "config.yaml:1: regional_access: it has no mode; expected off, report or evidence")]
    [InlineData("regional_access:\n  mode: loud", "config.yaml:2: regional_access.mode: expected off, report or evidence")]
    [InlineData("regional_access:\n  mode: report\n  countries: [US]", "config.yaml:3: regional_access: unknown key 'countries'; known are mode, served, not_served")]
    [InlineData("regional_access:\n  mode: report\n  served: US", "config.yaml:3: regional_access.served: expected a list of countries, such as [US, DE]")]
    [InlineData("regional_access:\n  mode: report\n  not_served: [USA]", "config.yaml:3: regional_access.not_served: expected two letters of ISO 3166, such as US; quote NO")]
    [InlineData("regional_access:\n  mode: report\n  served: [US]\n  not_served: [DE]", "config.yaml:2: regional_access: give served or not_served, not both")]
    [InlineData("account_false_discovery_rate: 0", "config.yaml:1: account_false_discovery_rate must be above 0 and at most 0.5")]
    [InlineData("account_false_discovery_rate: much", "config.yaml:1: account_false_discovery_rate: expected a number")]
    public void What_is_wrong_is_named_with_its_key_and_line(string yaml, string message) =>
        Should.Throw<InputException>(() => Read(yaml)).Message.ShouldBe(message);

    private static RegionPolicy Read(string yaml) => DetectionConfig.Parse(new StringReader(yaml), "config.yaml").Engine.Region;
}
