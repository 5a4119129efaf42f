using System.Text;
using System.Text.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>Reads the tables that come with the program.</summary>
internal static class AliasFile
{
    private const string Resource = "Stillhound.Formats.Aliases.aliases.json";
    private static readonly Lazy<JsonDocument> Document = new(Open);
    private static readonly Lazy<AliasTable> RequestTable = new(static () => Build("request", null, null, null));
    private static readonly Lazy<AliasTable> AnswerTable = new(static () => Build("answer", null, null, null));

    /// <summary>The table of a format, the user's names before its own.</summary>
    public static AliasTable Table(string format, AttributeMap? users = null) => Build(format, users, RequestTable.Value, AnswerTable.Value);

    private static JsonDocument Open()
    {
        using var stream = typeof(AliasFile).Assembly.GetManifestResourceStream(Resource)!;
        return JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
    }

    private static AliasTable Build(string format, AttributeMap? users, AliasTable? request, AliasTable? answer)
    {
        var section = Document.Value.RootElement.GetProperty(format);
        var headers = Strings(section, "headers");
        var root = new AliasNode();
        var names = new Dictionary<AliasTarget, IReadOnlyList<string>>();
        foreach (var field in section.GetProperty("fields").EnumerateObject())
        {
            var target = Alias.TargetOf(field.Name) ?? throw new InvalidOperationException(field.Name);
            var list = field.Value.EnumerateArray().Select(static name => name.GetString()!).ToList();
            for (var rank = 0; rank < list.Count; rank++)
                root.Add(list[rank], new Alias(target, rank, IsUsers: false));
            names[target] = list;
        }

        foreach (var (target, list) in users?.Fields ?? [])
        {
            for (var rank = 0; rank < list.Count; rank++)
            {
                foreach (var name in (IEnumerable<string>)[list[rank], .. headers.SelectMany(prefix => Under(prefix, list[rank]))])
                    root.Add(name, new Alias(target, rank, IsUsers: true));
            }

            names[target] = [.. list, .. names.GetValueOrDefault(target, []).Except(list, StringComparer.Ordinal)];
        }

        foreach (var mark in Strings(section, "marks"))
            root.Add(mark, new Alias(AliasTarget.Mark, 0, IsUsers: false));
        return new AliasTable
        {
            Name = format,
            Root = root,
            Names = names,
            Calls = Bytes(section, "calls"),
            Others = Bytes(section, "others"),
            Events = Events(section),
            Flat =
            [
                .. Bytes(section, "flat_input").Select(static prefix => (prefix, FlatList.Input)),
                .. Bytes(section, "flat_output").Select(static prefix => (prefix, FlatList.Output)),
                .. Bytes(section, "flat_tools").Select(static prefix => (prefix, FlatList.Tools)),
            ],
            Options = Strings(section, "option").Select(NativeNames.FromPath).ToHashSet(),
            Request = request,
            Answer = answer,
        };
    }

    // Older conventions write the dashes of a header's name as underscores.
    private static IEnumerable<string> Under(string prefix, string name)
    {
        yield return prefix + name;
        if (name.Contains('-', StringComparison.Ordinal))
            yield return prefix + name.Replace('-', '_');
    }

    private static (byte[], EventRole)[] Events(JsonElement section) =>
        section.TryGetProperty("events", out var events)
            ? [.. events.EnumerateObject().Select(static e => (Encoding.UTF8.GetBytes(e.Name), Enum.Parse<EventRole>(e.Value.GetString()!, ignoreCase: true)))]
            : [];

    private static byte[][] Bytes(JsonElement section, string key) => [.. Strings(section, key).Select(Encoding.UTF8.GetBytes)];

    private static List<string> Strings(JsonElement section, string key) =>
        section.TryGetProperty(key, out var list) ? [.. list.EnumerateArray().Select(static item => item.GetString()!)] : [];
}
