using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Evaluation;

/// <summary>What is known to be true of a world: for each account whether it belongs to a campaign, and to which group.</summary>
/// <param name="Accounts">Label and group by account.</param>
internal sealed record GroundTruth(IReadOnlyDictionary<string, AccountTruth> Accounts)
{
    /// <summary>Reads <c>account,label,group</c> with a header line.</summary>
    /// <exception cref="InputException">The file cannot be read or a line is not of that form.</exception>
    public static GroundTruth Read(string path)
    {
        var accounts = new Dictionary<string, AccountTruth>(StringComparer.Ordinal);
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                if (++number == 1 || line.Length == 0)
                    continue;
                var parts = line.Split(',');
                if (parts.Length != 3 || parts[1] is not ("campaign" or "benign"))
                    throw new InputException($"{path}:{number}: expected account,label,group with label campaign or benign");
                accounts[parts[0]] = new AccountTruth(parts[1] == "campaign", parts[2]);
            }
        }
        catch (IOException e)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }

        return new GroundTruth(accounts);
    }
}

/// <summary>The truth about one account.</summary>
/// <param name="Campaign">Whether it belongs to a campaign.</param>
/// <param name="Group">The campaign's name or the benign kind.</param>
internal readonly record struct AccountTruth(bool Campaign, string Group);
