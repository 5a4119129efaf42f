using System.Reflection;
using System.Text;

namespace Stillhound.Simulation.Text;

/// <summary>
/// The grammars of the embedded text files, compiled to parts whose literals are already UTF-8. A rule is a list of
/// alternatives; an alternative is literals, other rules in braces, and generated tokens such as {#int:2:90}.
/// </summary>
internal sealed class Grammar
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<Rule> _rules = [];

    public static Grammar Shared { get; } = Load();

    public Rule this[int id] => _rules[id];

    public int Count => _rules.Count;

    /// <summary>The number of a rule, which must exist: the names are constants of this assembly.</summary>
    public int Id(string name) =>
        _ids.TryGetValue(name, out var id) ? id : throw new KeyNotFoundException($"no grammar rule is named {name}");

    private static Grammar Load()
    {
        var grammar = new Grammar();
        var assembly = typeof(Grammar).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.EndsWith(".txt", StringComparison.Ordinal))
                grammar.Read(assembly, name);
        }

        foreach (var rule in grammar._rules)
        {
            rule.Alternatives = [.. rule.Source.Select(s => PartParser.Parse(s, grammar.Id))];
            if (rule.Alternatives.Length == 0)
                throw new InvalidDataException($"grammar rule {rule.Name} is used but has no alternatives");
        }

        return grammar;
    }

    private void Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        Rule? current = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] != ' ')
                current = Add(line.TrimEnd(':'));
            else
                current?.Source.AddRange(line.Split('|').Select(s => s.Trim()));
        }
    }

    private Rule Add(string header)
    {
        var flavour = header[^1] switch { '!' => Flavour.Style, '~' => Flavour.Topic, _ => Flavour.Free };
        var name = flavour == Flavour.Free ? header : header[..^1];
        var rule = new Rule(name, flavour);
        _ids.Add(name, _rules.Count);
        _rules.Add(rule);
        return rule;
    }
}

/// <summary>Who decides which alternative is taken.</summary>
internal enum Flavour : byte
{
    /// <summary>Chance, each time.</summary>
    Free,

    /// <summary>The author's habits, or a template's fixed wording.</summary>
    Style,

    /// <summary>What the author's work and life are about.</summary>
    Topic,
}

/// <summary>One rule: its name, who chooses, and the alternatives.</summary>
internal sealed class Rule(string name, Flavour flavour)
{
    public string Name { get; } = name;

    public Flavour Flavour { get; } = flavour;

    public List<string> Source { get; } = [];

    public Part[][] Alternatives { get; set; } = [];
}
