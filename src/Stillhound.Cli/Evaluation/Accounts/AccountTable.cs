using System.Globalization;
using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Accounts;

/// <summary>Prints how many accounts of each kind are in findings about single accounts.</summary>
internal static class AccountTable
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;
    private static readonly AccountFindingKind[] Kinds = Enum.GetValues<AccountFindingKind>();

    public static void Write(TextWriter output, IReadOnlyList<AccountWorld> worlds)
    {
        output.WriteLine($"  {"",-27}   {string.Join("  ", Kinds.Select(static k => $"{KindNames.Of(k).Replace('_', ' '),-25}"))}".TrimEnd());
        output.WriteLine($"  {"really",-18}{"accounts",9}   {string.Join("  ", Kinds.Select(static _ => $"{"watch",12}{"review",13}"))}");
        var groups = worlds.SelectMany(static w => w.Groups).GroupBy(static g => g.Key, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal);
        foreach (var group in groups)
            Row(output, group.Key, group.Sum(static g => g.Value), worlds.SelectMany(static w => w.Named).Where(n => n.Group == group.Key).ToList());
        Row(output, "all", worlds.Sum(static w => w.Groups.Values.Sum()), worlds.SelectMany(static w => w.Named).ToList());
        output.WriteLine(string.Create(Plain, $"{worlds.Count} worlds, {worlds.Sum(static w => w.Tested)} accounts tested"));
    }

    private static void Row(TextWriter output, string name, int accounts, List<(string Group, AccountFindingKind Kind, Tier Tier)> named)
    {
        var cells = Kinds.Select(k => string.Create(Plain, $"{named.Count(n => n.Kind == k && n.Tier == Tier.Watch),12}{named.Count(n => n.Kind == k && n.Tier == Tier.Review),13}"));
        output.WriteLine(string.Create(Plain, $"  {name,-18}{accounts,9}   {string.Join("  ", cells)}"));
    }
}
