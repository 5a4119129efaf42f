using System.Globalization;
using Stillhound.Formats.Inputs;
using Stillhound.Simulation;

namespace Stillhound.Cli.Commands;

/// <summary>Reads single accounts as users write them: <c>harvester:accounts=3,rate=400</c>.</summary>
internal static class LoneArgument
{
    /// <summary>What the option says of itself.</summary>
    public static string Description { get; } =
        $"Single accounts to add: kind[:accounts=N,rate=X]; may be given several times. Kinds: {string.Join(", ", Enum.GetValues<LoneKind>().Select(KindNames.Of))}.";

    /// <summary>Reads all values of the option.</summary>
    /// <exception cref="InputException">A value names no kind or no dial, or a number is none.</exception>
    public static IReadOnlyList<LoneSpec> ReadAll(string[]? texts) => [.. (texts ?? []).Select(Read)];

    private static LoneSpec Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        if (!KindNames.TryParse<LoneKind>(name, out var kind))
            throw new InputException($"--lone: unknown kind '{name}'; use one of {string.Join(", ", Enum.GetValues<LoneKind>().Select(KindNames.Of))}");
        var spec = new LoneSpec(kind);
        foreach (var pair in colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            spec = Set(spec, pair);
        return spec;
    }

    private static LoneSpec Set(LoneSpec spec, string pair)
    {
        var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && parts[0] == "accounts" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 10_000)
            return spec with { Accounts = count };
        if (parts.Length == 2 && parts[0] == "rate" && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 100_000)
            return spec with { Rate = rate };
        throw new InputException($"--lone: '{pair}' is neither accounts=1 to 10000 nor rate=above 0, at most 100000");
    }
}
