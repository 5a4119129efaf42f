using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>Tokens by which accounts that claim to be strangers can turn out to be tied.</summary>
internal enum IdentityKind : byte
{
    /// <summary>Means of payment.</summary>
    Payment,

    /// <summary>Device at sign-up.</summary>
    Device,

    /// <summary>Network at sign-up.</summary>
    SignupNetwork,

    /// <summary>Mail address.</summary>
    Email,

    /// <summary>Network of the traffic.</summary>
    TrafficNetwork,
}

/// <summary>Groups rows by the identity tokens that they show.</summary>
internal static class IdentityTokens
{
    public static IdentityKind[] Kinds { get; } =
        [IdentityKind.Payment, IdentityKind.Device, IdentityKind.SignupNetwork, IdentityKind.Email, IdentityKind.TrafficNetwork];

    /// <summary>Tokens that more accounts than this show tie nobody: they belong to a place, not to a person.</summary>
    public static int Crowd(int population) => 4 + (population / 50);

    /// <summary>Rows by token, for tokens that two rows or more show, in order of their first row.</summary>
    public static List<List<int>> Groups(Population population, IdentityKind kind)
    {
        var groups = new Dictionary<uint, List<int>>();
        var order = new List<List<int>>();
        for (var row = 0; row < population.Count; row++)
        {
            foreach (var token in Of(ref population.ProfileOf(row), kind))
            {
                if (token == 0)
                    continue;
                if (!groups.TryGetValue(token, out var rows))
                {
                    groups[token] = rows = [];
                    order.Add(rows);
                }

                if (rows.Count == 0 || rows[^1] != row)
                    rows.Add(row);
            }
        }

        order.RemoveAll(static rows => rows.Count < 2);
        return order;
    }

    /// <summary>The tokens of a kind that an account shows; 0 stands for none.</summary>
    public static ReadOnlySpan<uint> Of(ref Profile p, IdentityKind kind) => kind switch
    {
        IdentityKind.Payment => new ReadOnlySpan<uint>(in p.Payment),
        IdentityKind.Device => new ReadOnlySpan<uint>(in p.Device),
        IdentityKind.SignupNetwork => new ReadOnlySpan<uint>(in p.SignupNetwork),
        IdentityKind.Email => new ReadOnlySpan<uint>(in p.EmailHash),
        _ => p.Traits.ValuesOf(TraitKind.Network),
    };
}
