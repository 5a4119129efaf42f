using System.Buffers;
using System.Text.Json;

namespace Stillhound.Server.Enforcement;

/// <summary>
/// Finds a few texts in a JSON body while it arrives, without keeping the rest: fields of one object that is itself a field of the
/// root. Fields of the same name elsewhere, which may come from a client, do not count.
/// </summary>
/// <param name="section">The object's name.</param>
/// <param name="names">The fields' names.</param>
/// <param name="flag">A field of the root that is found as well.</param>
internal sealed class JsonFields(string section, IReadOnlyList<string> names, string flag)
{
    private const int DeepestNesting = 10_000;

    private readonly string?[] _values = new string?[names.Count];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = DeepestNesting, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
    private bool _isInside;
    private int _wanted = -1;
    private bool _isFlag;

    /// <summary>The value of <c>flag</c>; null when it was not found.</summary>
    public string? Flag { get; private set; }

    /// <summary>The value of the first name that has one; null when none has.</summary>
    public string? First => _values.FirstOrDefault(static v => v is { Length: > 0 });

    /// <summary>Takes the next part of the body and tells how far it was understood.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public SequencePosition Feed(in ReadOnlySequence<byte> body, bool isFinal)
    {
        var json = new Utf8JsonReader(body, isFinal, _state);
        while (json.Read())
            Take(ref json);
        _state = json.CurrentState;
        return json.Position;
    }

    private void Take(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1)
        {
            _isInside = json.ValueTextEquals(section);
            _isFlag = json.ValueTextEquals(flag);
            _wanted = -1;
        }
        else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 2 && _isInside)
        {
            _wanted = IndexOf(ref json);
        }
        else
        {
            if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length + json.ValueSequence.Length <= 4096)
                Keep(ref json);
            (_wanted, _isFlag) = (-1, false);
        }
    }

    private void Keep(ref Utf8JsonReader json)
    {
        if (_wanted >= 0 && json.CurrentDepth == 2)
            _values[_wanted] ??= json.GetString();
        if (_isFlag && json.CurrentDepth == 1)
            Flag = json.GetString();
    }

    private int IndexOf(ref Utf8JsonReader json)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (json.ValueTextEquals(names[i]))
                return i;
        }

        return -1;
    }
}
