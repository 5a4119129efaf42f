using Stillhound.Formats.Configuration;
using Stillhound.Core.ErrorControl;
using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Tests.Configuration;

/// <summary>The budget of false accusations as operators write it.</summary>
public sealed class AccusationConfigTests
{
    [Theory]
    [InlineData("")]
    [InlineData("false_accusations:")]
    [InlineData("false_accusations: {per_million_account_days: 1, per_log: 0.01}")]
    public void It_is_one_in_a_million_account_days_unless_configured(string yaml) => Read(yaml).ShouldBe(new FalseAccusationBudget());

    [Fact]
    public void Each_part_can_be_set() =>
        Read("false_accusations: {per_log: 0, per_million_account_days: 0.1, false_discovery_rate: 0.2}")
            .ShouldBe(new FalseAccusationBudget { PerLog = 0, PerMillionAccountDays = 0.1, FalseDiscoveryRate = 0.2 });

    [Theory]
    [InlineData("false_accusations: none", "config.yaml:1: false_accusations: expected keys and values, such as {per_million_account_days: 1}")]
    [InlineData("false_accusations:\n  per_year: 1", "config.yaml:2: false_accusations: unknown key 'per_year'; known are per_log, per_million_account_days, false_discovery_rate")]
    [InlineData("false_accusations:\n  per_log: few", "config.yaml:2: false_accusations: per_log: expected a number")]
    [InlineData("false_accusations: {per_log: 2}", "config.yaml:1: false_accusations.per_log must be from 0 to 1")]
    [InlineData("false_accusations: {per_million_account_days: -1}", "config.yaml:1: false_accusations.per_million_account_days must be from 0 to 1000000")]
    [InlineData("false_accusations: {false_discovery_rate: 0.6}", "config.yaml:1: false_accusations.false_discovery_rate must be above 0 and at most 0.5")]
    public void What_is_wrong_is_named_with_its_key_and_line(string yaml, string message) =>
        Should.Throw<InputException>(() => Read(yaml)).Message.ShouldBe(message);

    private static FalseAccusationBudget Read(string yaml) => DetectionConfig.Parse(new StringReader(yaml), "config.yaml").Engine.FalseAccusations;
}
