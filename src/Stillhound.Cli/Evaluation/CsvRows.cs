using System.Text;

namespace Stillhound.Cli.Evaluation;

/// <summary>Rows of a small CSV file as RFC 4180 says: a quoted field may hold commas, line ends and doubled quotes.</summary>
internal static class CsvRows
{
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader reader)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (quoted)
            {
                if (c != '"')
                    field.Append((char)c);
                else if (reader.Peek() == '"')
                    field.Append((char)reader.Read());
                else
                    quoted = false;
                continue;
            }

            switch (c)
            {
                case '"':
                    quoted = true;
                    break;
                case ',':
                    row.Add(field.ToString());
                    field.Clear();
                    break;
                case '\n':
                    row.Add(field.ToString());
                    field.Clear();
                    yield return row;
                    row = [];
                    break;
                case '\r':
                    break;
                default:
                    field.Append((char)c);
                    break;
            }
        }

        if (row.Count == 0 && field.Length == 0)
            yield break;
        row.Add(field.ToString());
        yield return row;
    }
}
