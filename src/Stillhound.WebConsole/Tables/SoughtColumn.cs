namespace Stillhound.WebConsole.Tables;

/// <summary>
/// A column while some words are looked for in all of its rows. Tens of thousands of rows mostly repeat what the row before has (the same
/// tie, the same confidence, the same minute), so that the answer for it is given again.
/// </summary>
/// <param name="value">What is searched: the value as it is exported.</param>
/// <param name="words">What it must contain, in any case.</param>
internal sealed class SoughtColumn<T>(Func<T, object?> value, string words)
{
    private object? _last;
    private bool _had;

    /// <summary>Whether a row has it.</summary>
    public bool Has(T row)
    {
        var now = value(row);
        if (now is null)
            return false;
        if (!now.Equals(_last))
            (_last, _had) = (now, Contains(now));
        return _had;
    }

    private bool Contains(object now)
    {
        Span<char> room = stackalloc char[ValueText.Room];
        return ValueText.Of(now, room).Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
