using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Stillhound.Server.Enforcement;

/// <summary>
/// Finds a few texts in a JSON body while it arrives, without keeping the rest: fields of one object that is itself a field of the
/// root. Fields of the same name elsewhere, which may come from a client, do not count. For one body at a time; lent and used again, so
/// that a body takes no memory of its own.
/// </summary>
/// <param name="section">The object's name.</param>
/// <param name="names">The fields' names.</param>
/// <param name="flag">A field of the root that is found as well.</param>
/// <param name="nobody">A value, in UTF-8, that is as good as none; empty where there is no such value.</param>
internal sealed class JsonFields(string section, IReadOnlyList<string> names, string flag, byte[] nobody)
{
    private const int DeepestNesting = 10_000;
    private const int LongestText = 4096;
    private static readonly JsonReaderOptions How = new() { MaxDepth = DeepestNesting, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Text[] _values = [.. names.Select(static _ => new Text())];
    private readonly Text _flag = new();
    private JsonReaderState _state = new(How);
    private bool _isInside;
    private int _wanted = -1;
    private bool _isFlag;

    /// <summary>The value of <c>flag</c> in UTF-8; empty when it was not found.</summary>
    public ReadOnlySpan<byte> Flag => _flag.Bytes;

    /// <summary>The value in UTF-8 of the first name that has one; empty when none has.</summary>
    public ReadOnlySpan<byte> First
    {
        get
        {
            foreach (var value in _values)
            {
                if (!value.Bytes.IsEmpty && !value.Bytes.SequenceEqual(nobody))
                    return value.Bytes;
            }

            return default;
        }
    }

    /// <summary>Takes the next part of the body and tells how far it was understood.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A text that is looked for is none.</exception>
    public SequencePosition Feed(in ReadOnlySequence<byte> body, bool isFinal)
    {
        var json = new Utf8JsonReader(body, isFinal, _state);
        while (json.Read())
            Take(ref json);
        _state = json.CurrentState;
        return json.Position;
    }

    private void Clear()
    {
        (_state, _isInside, _wanted, _isFlag) = (new JsonReaderState(How), false, -1, false);
        _flag.Clear();
        foreach (var value in _values)
            value.Clear();
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
            if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length + json.ValueSequence.Length <= LongestText)
                Keep(ref json);
            (_wanted, _isFlag) = (-1, false);
        }
    }

    private void Keep(ref Utf8JsonReader json)
    {
        if (_wanted >= 0 && json.CurrentDepth == 2 && !_values[_wanted].IsSet)
            _values[_wanted].Set(ref json);
        if (_isFlag && json.CurrentDepth == 1)
            _flag.Set(ref json);
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

    /// <summary>Lends them for bodies of one kind.</summary>
    internal sealed class Lender(string section, IReadOnlyList<string> names, string flag, byte[] nobody)
    {
        private readonly ConcurrentBag<JsonFields> _idle = [];

        /// <summary>Lends one that has found nothing yet.</summary>
        public JsonFields Lend() => _idle.TryTake(out var fields) ? fields : new JsonFields(section, names, flag, nobody);

        /// <summary>Takes one back.</summary>
        public void Return(JsonFields fields)
        {
            fields.Clear();
            _idle.Add(fields);
        }
    }

    /// <summary>One text that was found.</summary>
    private sealed class Text
    {
        private byte[] _bytes = [];
        private int _length;

        public bool IsSet { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public void Clear() => (IsSet, _length) = (false, 0);

        public void Set(ref Utf8JsonReader json)
        {
            // Escapes are never shorter than what they stand for.
            var most = (int)(json.HasValueSequence ? json.ValueSequence.Length : json.ValueSpan.Length);
            if (_bytes.Length < most)
                _bytes = new byte[most];
            _length = json.CopyString(_bytes);
            IsSet = true;
        }
    }
}
