using System.Text;

namespace Stillhound.Server.Decisions.Policies;

/// <summary>A pattern of names with <c>*</c> for any bytes and <c>?</c> for one. Takes time by the product of both lengths at most.</summary>
internal sealed class NamePattern(string pattern)
{
    private readonly byte[] _pattern = Encoding.UTF8.GetBytes(pattern);

    public bool Matches(ReadOnlySpan<byte> name)
    {
        int at = 0, p = 0, star = -1, from = 0;
        while (at < name.Length)
        {
            if (p < _pattern.Length && _pattern[p] == (byte)'*')
            {
                (star, from) = (p++, at);
            }
            else if (p < _pattern.Length && (_pattern[p] == (byte)'?' || _pattern[p] == name[at]))
            {
                p++;
                at++;
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(p).TrimStart((byte)'*').IsEmpty;
    }
}
