using System.Text;
using System.Text.RegularExpressions;

namespace Stillhound.Server.Privacy;

/// <summary>
/// Takes mail addresses, telephone and card numbers, and keys out of text before anything is computed of it, so that not even a hash
/// holds them. Text without them is passed on as it is; most has none. One a thread.
/// </summary>
internal sealed partial class TextRedaction
{
    private byte[] _redacted = new byte[4096];
    private char[] _text = new char[4096];
    private char[] _next = new char[4096];

    /// <summary>Text without what says who somebody is.</summary>
    /// <param name="text">UTF-8.</param>
    /// <returns><paramref name="text"/> itself, or room of this object that holds until the next call.</returns>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text)
    {
        if (!MayHoldSome(text))
            return text;
        if (_text.Length < text.Length)
            _text = new char[Encoding.UTF8.GetMaxCharCount(text.Length)];
        var length = Encoding.UTF8.GetChars(text, _text);
        var found = Replace(Secret(), ref length, static _ => " redactedkey ");
        found |= Replace(Mail(), ref length, static _ => " redactedmail ");
        found |= Replace(Digits(), ref length, static digits => IsCard(digits) ? " redactedcard " : digits[0] == '+' ? " redactedphone " : null);
        if (!found)
            return text;
        var most = Encoding.UTF8.GetMaxByteCount(length);
        if (_redacted.Length < most)
            _redacted = new byte[most];
        return _redacted.AsSpan(0, Encoding.UTF8.GetBytes(_text.AsSpan(0, length), _redacted));
    }

    /// <summary>Replaces what a pattern finds in <see cref="_text"/>, except where nothing is to stand for it; tells whether anything was.</summary>
    private bool Replace(Regex pattern, ref int length, Func<ReadOnlySpan<char>, string?> with)
    {
        int from = 0, into = 0;
        foreach (var match in pattern.EnumerateMatches(_text.AsSpan(0, length)))
        {
            if (with(_text.AsSpan(match.Index, match.Length)) is not { } instead)
                continue;
            Copy(_text.AsSpan(from..match.Index), ref into);
            Copy(instead, ref into);
            from = match.Index + match.Length;
        }

        if (from == 0)
            return false;
        Copy(_text.AsSpan(from..length), ref into);
        (_text, _next, length) = (_next, _text, into);
        return true;
    }

    private void Copy(ReadOnlySpan<char> part, ref int into)
    {
        if (_next.Length < into + part.Length)
            Array.Resize(ref _next, Math.Max(_next.Length * 2, into + part.Length));
        part.CopyTo(_next.AsSpan(into));
        into += part.Length;
    }

    // What every pattern needs somewhere; far cheaper than the patterns.
    private static bool MayHoldSome(ReadOnlySpan<byte> text) =>
        text.Contains((byte)'@') || text.Contains((byte)'+') || HasLongNumber(text)
        || text.IndexOf("sk-"u8) >= 0 || text.IndexOf("sk_"u8) >= 0 || text.IndexOf("gh"u8) >= 0 && (text.IndexOf("ghp_"u8) >= 0 || text.IndexOf("gho_"u8) >= 0 || text.IndexOf("github_pat_"u8) >= 0)
        || text.IndexOf("eyJ"u8) >= 0 || text.IndexOf("AKIA"u8) >= 0 || text.IndexOf("ASIA"u8) >= 0 || text.IndexOf("AIza"u8) >= 0 || text.IndexOf("xox"u8) >= 0
        || text.IndexOf("hf_"u8) >= 0 || text.IndexOf("glpat-"u8) >= 0 || text.IndexOf("-----BEGIN"u8) >= 0;

    private static bool HasLongNumber(ReadOnlySpan<byte> text)
    {
        const int Fewest = 13;
        // A card's number has so many digits that every thirteenth byte of it is a digit or a separator.
        for (var at = Fewest - 1; at < text.Length; at += Fewest)
        {
            if (!IsDigitOrSeparator(text[at]))
                continue;
            int digits = 0, start = at, end = at;
            while (start > 0 && IsDigitOrSeparator(text[start - 1]))
                start--;
            while (end + 1 < text.Length && IsDigitOrSeparator(text[end + 1]))
                end++;
            for (var i = start; i <= end; i++)
                digits += char.IsAsciiDigit((char)text[i]) ? 1 : 0;
            if (digits >= Fewest)
                return true;
            at = Math.Max(at, end);
        }

        return false;
    }

    private static bool IsDigitOrSeparator(byte b) => char.IsAsciiDigit((char)b) || b is (byte)' ' or (byte)'-';

    /// <summary>Thirteen to nineteen digits with the check digit of ISO/IEC 7812.</summary>
    private static bool IsCard(ReadOnlySpan<char> text)
    {
        int sum = 0, digits = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var digit = text[i] - '0';
            if (digits++ % 2 == 1)
                digit = digit > 4 ? (2 * digit) - 9 : 2 * digit;
            sum += digit;
        }

        return digits is >= 13 and <= 19 && sum % 10 == 0;
    }

    // Without backtracking, so that no text makes them slow.
    [GeneratedRegex(@"[\p{L}\p{N}._%+\-]{1,64}@[\p{L}\p{N}\-]{1,63}(?:\.[\p{L}\p{N}\-]{1,63}){1,4}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?:(?:sk|pk|rk)[\-_][A-Za-z0-9_\-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_\-]{16,}|hf_[A-Za-z0-9]{20,}|xox[a-z]-[A-Za-z0-9\-]{10,}|A[KS]IA[A-Z0-9]{16}|AIza[A-Za-z0-9_\-]{30,}|eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}(?:\.[A-Za-z0-9_\-]+)?|-----BEGIN [A-Z ]{3,40}-----[A-Za-z0-9+/=\s]+)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?:\+[0-9][0-9 \-().]{6,18}[0-9]|[0-9](?:[ \-]?[0-9]){12,18})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
