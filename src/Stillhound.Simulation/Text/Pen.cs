using System.Buffers.Text;
using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Text;

/// <summary>
/// Writes grammar text into one buffer that is used again for every exchange. Nothing is allocated once the buffer has
/// grown to the longest text.
/// </summary>
internal sealed class Pen
{
    private const int DeepestNesting = 24;
    private readonly Grammar _grammar = Grammar.Shared;
    private byte[] _buffer = new byte[1 << 14];
    private Rng _rng = new(1);
    private Manner _manner;
    private Rng _contentRng;
    private Manner _contentManner;
    private int _contentRule = -1;
    private ReadOnlyMemory<byte> _contentText;
    private int _depth;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Writes a rule as the author would.</summary>
    public void Say(int rule, in Manner manner, ulong seed)
    {
        _rng = new Rng(seed);
        _manner = manner;
        Expand(rule);
    }

    /// <summary>Sets what {@} stands for: a rule expanded by its own chance and manner, so that it is the same in any frame.</summary>
    public void Content(int rule, in Manner manner, ulong seed)
    {
        _contentRule = rule;
        _contentManner = manner;
        _contentRng = new Rng(seed);
        _contentText = default;
    }

    /// <summary>Sets what {@} stands for: the given text.</summary>
    public void Content(ReadOnlyMemory<byte> text)
    {
        _contentText = text;
        _contentRule = -1;
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        if (Length + text.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + text.Length));
        text.CopyTo(_buffer.AsSpan(Length));
        Length += text.Length;
    }

    private void Expand(int id)
    {
        var rule = _grammar[id];
        var alternatives = rule.Alternatives;
        if (++_depth > DeepestNesting)
            throw new InvalidDataException($"grammar rule {rule.Name} calls itself");
        foreach (ref readonly var part in alternatives[Choose(rule.Flavour, id, alternatives.Length)].AsSpan())
        {
            switch (part.Kind)
            {
                case PartKind.Literal: Write(part.Literal); break;
                case PartKind.Rule: Expand(part.A); break;
                case PartKind.Number: Number(Fixed(id) ? part.A + (int)(Seeds.Of(_manner.StyleSeed, (ulong)id) % (ulong)(part.B - part.A + 1)) : _rng.Between(part.A, part.B)); break;
                case PartKind.Syllables: Word(id, part.A, 0); break;
                case PartKind.Name: Word(id, part.A, 0x20); break;
                default: InsertContent(); break;
            }
        }

        _depth--;
    }

    /// <summary>Whether generated tokens belong to a template's wording rather than to chance.</summary>
    private bool Fixed(int id) => _grammar[id].Flavour == Flavour.Style && _manner.StyleBreadth == 1 && _rng.Chance(_manner.StyleLoyalty);

    private int Choose(Flavour flavour, int id, int count)
    {
        if (flavour == Flavour.Style && _rng.Chance(_manner.StyleLoyalty))
            return Favourite(_manner.StyleSeed, id, _manner.StyleBreadth, count);
        if (flavour == Flavour.Topic && _rng.Chance(_manner.TopicLoyalty))
            return Favourite(_manner.TopicSeed, id, _manner.TopicBreadth, count);
        // A template that names a place or a list word of its own keeps that too.
        if (flavour == Flavour.Free && _manner.StyleBreadth == 1 && _rng.Chance(_manner.StyleLoyalty))
            return Favourite(_manner.StyleSeed, id, 1, count);
        return _rng.Below(count);
    }

    private int Favourite(ulong seed, int id, int breadth, int count)
    {
        var which = breadth > 1 ? (ulong)_rng.Below(breadth) : 0;
        return (int)(Seeds.Of(seed ^ (which << 40), (ulong)id) % (ulong)count);
    }

    private void InsertContent()
    {
        if (_contentRule < 0)
        {
            Write(_contentText.Span);
            return;
        }

        var (rng, manner) = (_rng, _manner);
        (_rng, _manner) = (_contentRng, _contentManner);
        Expand(_contentRule);
        (_contentRng, _rng, _manner) = (_rng, rng, manner);
    }

    private void Number(int value)
    {
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(value, digits, out var count);
        Write(digits[..count]);
    }

    private void Word(int id, int syllables, int capital)
    {
        var bits = Fixed(id) ? Seeds.Of(_manner.StyleSeed, (ulong)id + 7) : _rng.Next();
        Span<byte> word = stackalloc byte[24];
        var length = Syllables.Write(word, bits, syllables);
        word[0] ^= (byte)capital;
        Write(word[..length]);
    }
}
