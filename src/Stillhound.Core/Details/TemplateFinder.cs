using System.Runtime.InteropServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>
/// Groups members by the template that they mostly send with: system prompt and tools where others of them send with the same, else
/// the campaign's own phrase that most of the rest share. Profiles keep top values and no combinations, so a member has one template.
/// </summary>
internal sealed class TemplateFinder
{
    private const int Most = 24;
    private const int FewestMembers = 2;

    private readonly MemberReader _members;
    private readonly (uint Key, int Exchanges)[] _settings;
    private readonly (uint Key, int Exchanges)[] _phrases;
    private readonly int[] _templates;

    public TemplateFinder(MemberReader members)
    {
        _members = members;
        _settings = new (uint, int)[members.Count];
        _phrases = new (uint, int)[members.Count];
        _templates = new int[members.Count];
        Array.Fill(_templates, -1);
        for (var member = 0; member < members.Count; member++)
            _settings[member] = SettingsOf(ref members.SenderOf(member));
        KeepShared(_settings);
        TakePhrases();
        KeepShared(_phrases);
    }

    /// <summary>The templates, the most used first.</summary>
    public List<TemplateDetail> Find()
    {
        var groups = Enumerable.Range(0, _members.Count).Where(m => (_settings[m].Key | _phrases[m].Key) != 0)
            .GroupBy(m => (BySettings: _settings[m].Key != 0, Key: _settings[m].Key != 0 ? _settings[m].Key : _phrases[m].Key))
            .OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key.BySettings).ThenBy(static g => g.Key.Key).Take(Most);
        var templates = new List<TemplateDetail>();
        foreach (var group in groups)
        {
            foreach (var member in group)
                _templates[member] = templates.Count;
            var exchanges = group.Sum(m => (long)(group.Key.BySettings ? _settings[m].Exchanges : _phrases[m].Exchanges));
            templates.Add(new TemplateReader(_members, [.. group]).Read(group.Key.Key, group.Key.BySettings, exchanges));
        }

        return templates;
    }

    /// <summary>The index of a member's template, or -1.</summary>
    public int TemplateOf(int member) => _templates[member];

    private static (uint Key, int Exchanges) SettingsOf(ref Profile p)
    {
        var system = Top(ref p, TraitKind.System, out var withSystem);
        var tools = Top(ref p, TraitKind.Tools, out var withTools);
        return (ClientKeys.Fold(Hash64.Combine(system, tools)), system != 0 ? withSystem : withTools);
    }

    private static uint Top(ref Profile p, TraitKind kind, out int exchanges)
    {
        var top = p.Traits.Top(kind, out _);
        var at = p.Traits.ValuesOf(kind).IndexOf(top);
        exchanges = top == 0 ? 0 : p.Traits.CountsOf(kind)[at];
        return top;
    }

    private static void KeepShared((uint Key, int Exchanges)[] keys)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var (key, _) in keys)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
        foreach (ref var key in keys.AsSpan())
            key = counts[key.Key] < FewestMembers ? default : key;
    }

    /// <summary>Gives each member without settings in common its own phrase that most of these members use.</summary>
    private void TakePhrases()
    {
        var users = new Dictionary<uint, int>();
        for (var member = 0; member < _members.Count; member++)
        {
            if (_settings[member].Key != 0)
                continue;
            foreach (var key in _members.SenderOf(member).Phrases.Keys)
            {
                if (key != 0 && _members.Campaign.Keys.Contains(key))
                    CollectionsMarshal.GetValueRefOrAddDefault(users, key, out _)++;
            }
        }

        for (var member = 0; member < _members.Count && users.Count > 0; member++)
        {
            if (_settings[member].Key == 0)
                _phrases[member] = MostUsed(ref _members.SenderOf(member), users);
        }
    }

    private static (uint Key, int Exchanges) MostUsed(ref Profile p, Dictionary<uint, int> users)
    {
        var keys = p.Phrases.Keys;
        (uint Key, int Users, int Exchanges) best = default;
        for (var i = 0; i < keys.Length; i++)
        {
            if (users.TryGetValue(keys[i], out var count) && (count > best.Users || (count == best.Users && keys[i] < best.Key)))
                best = (keys[i], count, p.Phrases.KeyCounts[i]);
        }

        return (best.Key, best.Exchanges);
    }
}
