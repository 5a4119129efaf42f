using System.Runtime.CompilerServices;

namespace Stillhound.Server.Enforcement;

/// <summary>Up to four headers, held without allocating.</summary>
internal struct HeaderList
{
    private Four _headers;

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public readonly (string Name, string Value) this[int index] => _headers[index];

    /// <summary>Adds one.</summary>
    public void Add(string name, string value) => _headers[Count++] = (name, value);

    /// <summary>Whether one of this name is among them.</summary>
    public readonly bool Has(string name)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_headers[i].Name == name)
                return true;
        }

        return false;
    }

    [InlineArray(4)]
    private struct Four
    {
        private (string Name, string Value) _first;
    }
}
