using System.Globalization;
using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Files;

namespace Stillhound.Reporting.Reading;

/// <summary>Reads <c>members.csv</c>: members by the campaign's identifier, in the order of the file. What ties them stands elsewhere.</summary>
internal static class MembersReader
{
    private const int Columns = 6;

    public static Dictionary<string, List<MemberFinding>> Read(TextReader reader, ReadLimits limits)
    {
        var members = new Dictionary<string, List<MemberFinding>>(StringComparer.Ordinal);
        long number = 0;
        foreach (var row in Rows(reader, limits.LongestField))
        {
            if (++number == 1)
            {
                if (string.Join(',', row) != MembersCsv.Header)
                    throw new FormatException("its first row is not that of a list of members");
                continue;
            }

            if (number > limits.Members)
                throw new FormatException($"it has more than {limits.Members} rows");
            var member = MemberOf(row) ?? throw new FormatException($"row {number} is cut off or not what a scan writes");
            if (!members.TryGetValue(row[0], out var list))
                members.Add(row[0], list = []);
            list.Add(member);
        }

        return number > 0 ? members : throw new FormatException("it is empty");
    }

    private static MemberFinding? MemberOf(List<string> row)
    {
        var culture = CultureInfo.InvariantCulture;
        if (row.Count != Columns
            || !long.TryParse(row[4], NumberStyles.None, culture, out var exchanges) || !long.TryParse(row[5], NumberStyles.None, culture, out var before))
            return null;
        var confidence = double.NaN;
        if (row[2].Length > 0 && !(double.TryParse(row[2], NumberStyles.Float, culture, out confidence) && double.IsFinite(confidence)))
            return null;
        DateTimeOffset? attached = null;
        if (row[3].Length > 0)
        {
            if (!DateTimeOffset.TryParseExact(row[3], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", culture, DateTimeStyles.AssumeUniversal, out var time))
                return null;
            attached = time;
        }

        return new MemberFinding(row[1], confidence, attached, exchanges, before, "");
    }

    /// <summary>Rows as RFC 4180 says: a quoted field may hold commas, line ends and doubled quotes.</summary>
    private static IEnumerable<List<string>> Rows(TextReader reader, int longest)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (field.Length > longest || row.Count > Columns)
                throw new FormatException("it has a row that is longer than any that a scan writes");
            if (c == '\r' && !quoted)
                continue;
            if (c == '"' && quoted && reader.Peek() == '"')
                field.Append((char)reader.Read());
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n'))
                field.Append((char)c);
            else
                row.Add(Taken(field));
            if (quoted || c != '\n')
                continue;
            yield return row;
            row = [];
        }

        if (quoted || row.Count > 0 || field.Length > 0)
            throw new FormatException("its last row is cut off");
    }

    private static string Taken(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }
}
