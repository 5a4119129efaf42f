using Stillhound.Formats.Aliases;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Explain;

/// <summary>What each format can carry, as <c>docs/sources.md</c> tells it.</summary>
public static class SourceFields
{
    /// <summary>Every native field and whether records of a format have it, in the order of the documentation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is told only from the log.</exception>
    public static IReadOnlyList<SourceField> Of(LogFormat format)
    {
        if (format is LogFormat.Auto or LogFormat.Mapped)
            throw new ArgumentOutOfRangeException(nameof(format), format, "only formats with fields of their own");
        (HashSet<NativeField> carried, IReadOnlySet<NativeField> options) = format switch
        {
            LogFormat.Native => (NativeNames.All.Select(static f => f.Field).ToHashSet(), new HashSet<NativeField>()),
            LogFormat.LiteLlm => (LiteLlm, LiteLlmOptions),
            _ => OfTable(format),
        };
        return [.. NativeNames.All.Select(f => new SourceField(f.Path, Of(f.Field, carried, options)))];
    }

    /// <summary>Every family of evidence that records feed, and whether records of a format can.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is told only from the log.</exception>
    public static IReadOnlyList<SourceFamily> FamiliesOf(LogFormat format)
    {
        var fields = Of(format).ToDictionary(static f => f.Path, static f => f.Availability, StringComparer.Ordinal);
        return [.. EvidenceFamilies.OfRecords.Select(family => new SourceFamily(
            family.Family,
            family.Fields.Max(field => fields[NativeNames.Path(field)]),
            [.. family.Fields.Select(NativeNames.Path).Where(path => fields[path] != Availability.Never)]))];
    }

    private static readonly HashSet<NativeField> LiteLlmOptions = [NativeField.UserAgent, NativeField.Conversation];

    private static readonly HashSet<NativeField> LiteLlm =
    [
        NativeField.Time, NativeField.Account, NativeField.Id, NativeField.Org, NativeField.ApiKey, NativeField.EndUser, NativeField.Conversation, NativeField.Turn,
        NativeField.Model, NativeField.System, NativeField.Prompt, NativeField.Response, NativeField.Tools, NativeField.Temperature, NativeField.TopP, NativeField.MaxTokens,
        NativeField.N, NativeField.Logprobs, NativeField.Stream, NativeField.Reasoning, NativeField.InputTokens, NativeField.OutputTokens, NativeField.ReasoningTokens,
        NativeField.CachedTokens, NativeField.FinishReason, NativeField.Status, NativeField.LatencyMs, NativeField.Ip, NativeField.UserAgent,
    ];

    private static Availability Of(NativeField field, HashSet<NativeField> carried, IReadOnlySet<NativeField> options) =>
        !carried.Contains(field) ? Availability.Never : options.Contains(field) ? Availability.Option : Availability.Always;

    private static (HashSet<NativeField>, IReadOnlySet<NativeField>) OfTable(LogFormat format)
    {
        var table = AliasFile.Table(KnownFormats.NameOf(format));
        var carried = new HashSet<NativeField>();
        foreach (var target in table.Names.Keys)
            carried.UnionWith(Sets(target, table));
        if (format == LogFormat.Otlp)
            carried.UnionWith([NativeField.Time, NativeField.LatencyMs]);
        return (carried, table.Options);
    }

    private static IEnumerable<NativeField> Sets(AliasTarget target, AliasTable table) => target switch
    {
        AliasTarget.InputMessages => [NativeField.System, NativeField.Prompt, NativeField.Turn],
        AliasTarget.OutputMessages => [NativeField.Response, NativeField.FinishReason],
        AliasTarget.SystemInstructions => [NativeField.System],
        AliasTarget.ToolDefinitions => [NativeField.Tools],
        AliasTarget.Request => table.Request!.Names.Keys.SelectMany(inner => Sets(inner, table)),
        AliasTarget.Answer => table.Answer!.Names.Keys.SelectMany(inner => Sets(inner, table)).Concat([NativeField.Response, NativeField.FinishReason]),
        AliasTarget.Failure => [NativeField.Status, NativeField.FinishReason],
        AliasTarget.Operation or AliasTarget.Mark => [],
        _ => [(NativeField)target],
    };
}

/// <summary>Whether a source has something.</summary>
public enum Availability : byte
{
    /// <summary>Its format has no place for it.</summary>
    Never = 0,

    /// <summary>Where a header, a metadata value or an option is switched on.</summary>
    Option,

    /// <summary>As it comes.</summary>
    Always,
}

/// <summary>One native field of one source.</summary>
/// <param name="Path">Its path in the native record.</param>
/// <param name="Availability">Whether records have it.</param>
public sealed record SourceField(string Path, Availability Availability);

/// <summary>One family of evidence, seen from one source.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Availability">Whether records can feed it.</param>
/// <param name="Fields">The fields through which they can.</param>
public sealed record SourceFamily(string Family, Availability Availability, IReadOnlyList<string> Fields);
