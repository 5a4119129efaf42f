using Stillhound.Server.Configuration;

namespace Stillhound.Server.Journal;

/// <summary>Reads the part <c>journal</c> of the configuration.</summary>
internal static class JournalConfig
{
    /// <summary>Reads it; what is not given keeps its default.</summary>
    /// <exception cref="ConfigurationException">A value is wrong or a key is unknown.</exception>
    public static JournalOptions Read(YamlSection section)
    {
        var defaults = new JournalOptions();
        var options = new JournalOptions
        {
            Folder = section.Path("folder"),
            SegmentBytes = section.Size("segment_size", defaults.SegmentBytes, JournalOptions.LeastSegment, 4L << 30),
            GroupWait = section.Duration("group_wait", defaults.GroupWait, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            KeepFor = section.Duration("keep_for", defaults.KeepFor, TimeSpan.Zero, TimeSpan.FromDays(3650)),
            KeepBytes = section.Size("keep_size", defaults.KeepBytes, JournalOptions.LeastSegment, 1L << 50),
            RememberedIds = (int)section.Whole("remembered_ids", defaults.RememberedIds, 1024, 1 << 26),
            SkipDamage = section.OneOf("on_damage", defaults.SkipDamage, ("stop", false), ("skip", true)),
        };
        section.RefuseOthers();
        return options;
    }
}
