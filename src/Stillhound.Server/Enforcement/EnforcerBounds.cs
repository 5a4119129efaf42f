using Stillhound.Server.Configuration;

namespace Stillhound.Server.Enforcement;

/// <summary>Bounds that hold for every enforcement server.</summary>
internal sealed record EnforcerBounds
{
    /// <summary>A look-up that takes longer answers allow. Default 5 ms; from 1 ms to 1 s.</summary>
    public TimeSpan LookupDeadline { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>An answer that is not ready this long after its request arrived is allow. Default 50 ms; from 1 ms to 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Accounts whose requests or tokens are counted at once, for each server. Default 200,000.</summary>
    public int CountedAccounts { get; init; } = 200_000;

    /// <summary>Most bytes of a request's body. Default 8 MB; LiteLLM sends whole prompts.</summary>
    public int MostBytes { get; init; } = 8 << 20;

    /// <summary>Reads them.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static EnforcerBounds Read(YamlSection section)
    {
        var usual = new EnforcerBounds();
        return new EnforcerBounds
        {
            LookupDeadline = section.Duration("lookup_deadline", usual.LookupDeadline, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)),
            Deadline = section.Duration("deadline", usual.Deadline, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
            CountedAccounts = (int)section.Whole("counted_accounts", usual.CountedAccounts, 64, 10_000_000),
            MostBytes = (int)section.Size("max_body", usual.MostBytes, 1 << 10, 256 << 20),
        };
    }
}
