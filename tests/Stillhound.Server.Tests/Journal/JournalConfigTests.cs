using Stillhound.Server.Configuration;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

public sealed class JournalConfigTests
{
    [Fact]
    public void Nothing_given_is_the_default() => Read("").ShouldBe(new JournalOptions());

    [Fact]
    public void Every_key_is_read() =>
        Read("{folder: /var/lib/j, segment_size: 64MB, group_wait: 2ms, keep_for: 3d, keep_size: 1GB, remembered_ids: 1_000_000, on_damage: skip}").ShouldBe(new JournalOptions
        {
            Folder = "/var/lib/j",
            SegmentBytes = 64 << 20,
            GroupWait = TimeSpan.FromMilliseconds(2),
            KeepFor = TimeSpan.FromDays(3),
            KeepBytes = 1 << 30,
            RememberedIds = 1_000_000,
            SkipDamage = true,
        });

    [Theory]
    [InlineData("{segment_size: 1KB}", "stillhound.yaml:1: journal.segment_size: expected a size from 1MB to 4GB, such as 64KB, 16MB or 2GB")]
    [InlineData("{on_damage: maybe}", "stillhound.yaml:1: journal.on_damage: expected one of stop, skip")]
    [InlineData("{fsync: never}", "stillhound.yaml:1: unknown key 'journal.fsync'")]
    public void A_wrong_value_is_an_error_with_its_key(string yaml, string message) =>
        Should.Throw<ConfigurationException>(() => Read(yaml)).Message.ShouldStartWith(message);

    private static JournalOptions Read(string yaml) =>
        JournalConfig.Read(YamlSection.Load(new StringReader("journal: " + yaml), "stillhound.yaml", static _ => null).Section("journal"));
}
