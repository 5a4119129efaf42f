using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>Finds account names by how they begin. It looks at all of them: they lie side by side, and a million take some milliseconds.</summary>
internal static class NameSearch
{
    /// <summary>The accounts whose names begin so, in order of the names' bytes.</summary>
    /// <param name="accounts">All accounts.</param>
    /// <param name="prefix">How the names begin; all do with nothing.</param>
    /// <param name="most">Most accounts that are found, the first by name.</param>
    public static List<int> StartingWith(AccountTable accounts, ReadOnlySpan<byte> prefix, int most)
    {
        var found = new List<int>();
        for (var account = 0; account < accounts.Count && most > 0; account++)
        {
            var name = accounts.NameBytesOf(account);
            if (!name.StartsWith(prefix) || (found.Count == most && name.SequenceCompareTo(accounts.NameBytesOf(found[^1])) >= 0))
                continue;
            var at = found.Count;
            while (at > 0 && name.SequenceCompareTo(accounts.NameBytesOf(found[at - 1])) < 0)
                at--;
            found.Insert(at, account);
            if (found.Count > most)
                found.RemoveAt(most);
        }

        return found;
    }
}
