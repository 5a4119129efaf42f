namespace Stillhound.WebConsole.Tables;

/// <summary>Text in a field of CSV.</summary>
internal static class CsvText
{
    /// <summary>Text that came from anybody. What a spreadsheet would run as a formula gets a quote before it.</summary>
    public static string Field(string text) => Quoted(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text);

    /// <summary>A value that is no formula.</summary>
    public static string Quoted(string text) => text.AsSpan().ContainsAny("\",\r\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
