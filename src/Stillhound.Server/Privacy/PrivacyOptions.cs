using Stillhound.Server.Configuration;

namespace Stillhound.Server.Privacy;

/// <summary>What is kept of what says who somebody is.</summary>
public sealed record PrivacyOptions
{
    /// <summary>Whether every account's name is replaced by a keyed hash; otherwise only those that look like mail addresses, telephone numbers or keys.</summary>
    public bool AllNames { get; init; }

    /// <summary>The file with the keys of the hashes.</summary>
    public string KeyFile { get; init; } = "keys/names.key";

    /// <summary>Whether mail addresses, telephone and card numbers and keys are taken out of text before it is hashed.</summary>
    public bool Redact { get; init; } = true;

    /// <summary>Reads the section <c>privacy</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static PrivacyOptions Read(YamlSection section)
    {
        var options = new PrivacyOptions
        {
            AllNames = section.OneOf("names", false, [("sensitive", false), ("all", true)]),
            KeyFile = section.PathOfPart("key_file", "keys/names.key")!,
            Redact = section.Flag("redact", true),
        };
        section.RefuseOthers();
        return options;
    }
}
