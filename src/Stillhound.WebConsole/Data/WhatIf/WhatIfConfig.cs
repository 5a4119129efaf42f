using System.Text.RegularExpressions;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.WebConsole.Data.WhatIf;

/// <summary>The configuration that somebody asks about: the server's own with another <c>detect</c> and <c>policy</c>.</summary>
internal static partial class WhatIfConfig
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int Longest = 32_000;

    private const string Name = "what-if";

    /// <summary>Reads the two sections.</summary>
    /// <param name="yaml">The text; hostile.</param>
    /// <param name="now">The configuration in force. Its lists stay: the journal holds what they said.</param>
    /// <param name="shown">What the form showed of the configuration in force; only environment variables that stand in it are given.</param>
    /// <exception cref="ConfigurationException">Something in it is wrong; the message names the line and the key.</exception>
    public static ServerOptions Read(string yaml, ServerOptions now, string shown)
    {
        if (yaml.Length > Longest)
            throw new ConfigurationException($"{Name}: the text is longer than {Longest} characters");
        var known = Variable().Matches(shown).Select(static m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        using var text = new StringReader(yaml);
        var root = YamlSection.Load(text, Name, name => known.Contains(name) ? Environment.GetEnvironmentVariable(name) : null);
        var policy = PolicyConfig.Read(root.Section("policy"));
        try
        {
            var detect = DetectionConfig.Read(root.Node("detect"), Name);
            root.RefuseOthers();
            return now with { Policy = policy, Detect = now.Detect with { Engine = detect.Engine }, File = Name };
        }
        catch (InputException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
