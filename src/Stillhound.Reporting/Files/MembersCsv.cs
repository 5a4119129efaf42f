using System.Buffers;
using System.Globalization;
using System.Text;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Files;

/// <summary>
/// <c>members.csv</c>: one row a member, quoted as RFC 4180 says, lines ended by a line feed. Account names are kept
/// exactly, since the file is what an operator joins with their own records.
/// </summary>
internal static class MembersCsv
{
    public const string Header = "campaign,account,confidence,attached_at,exchanges,exchanges_before_attach";

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n \t");

    public static void Write(Findings findings, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        writer.NewLine = "\n";
        writer.WriteLine(Header);
        foreach (var campaign in findings.Campaigns)
        {
            foreach (var member in campaign.Members)
                WriteRow(writer, campaign.Id, member);
        }
    }

    private static void WriteRow(StreamWriter writer, string campaign, MemberFinding member)
    {
        WriteField(writer, campaign);
        writer.Write(',');
        WriteField(writer, member.Account);
        writer.Write(',');
        if (double.IsFinite(member.Confidence))
            writer.Write(member.Confidence.ToString("R", CultureInfo.InvariantCulture));
        writer.Write(',');
        if (member.AttachedAt is { } attached)
            writer.Write(JsonValues.Time(attached));
        writer.Write(',');
        writer.Write(member.Exchanges.ToString(CultureInfo.InvariantCulture));
        writer.Write(',');
        writer.WriteLine(member.ExchangesBeforeAttach.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteField(StreamWriter writer, string value)
    {
        if (value.Length > 0 && !value.AsSpan().ContainsAny(Special))
        {
            writer.Write(value);
            return;
        }

        writer.Write('"');
        writer.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
