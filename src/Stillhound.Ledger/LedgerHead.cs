using System.Globalization;

namespace Stillhound.Ledger;

/// <summary>How far a ledger goes. Whoever keeps one elsewhere can tell later whether the end of the ledger was cut off or written anew.</summary>
/// <param name="Seq">Sequence number of the newest entry; 0 when there is none.</param>
/// <param name="Hash">Its hash: 64 lower-case hexadecimal digits.</param>
public readonly record struct LedgerHead(long Seq, string Hash)
{
    /// <summary>The head of a ledger without entries.</summary>
    public static readonly LedgerHead None = new(0, new string('0', 64));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out LedgerHead head)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var fits = colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && text!.Length == colon + 65 && !text.AsSpan(colon + 1).ContainsAnyExcept(LedgerFormat.HexDigits);
        head = fits ? new LedgerHead(long.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture), text![(colon + 1)..]) : None;
        return fits;
    }

    /// <summary>Number and hash with a colon between: <c>17:4be1…</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");
}
