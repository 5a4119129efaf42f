using System.Text;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Tests.Enforcement;

/// <summary>Decisions as a test sets them, with every version kept.</summary>
internal sealed class FakeDecisions : IDecisions
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly List<DecisionSnapshot> _versions = [DecisionSnapshot.Empty];

    public DecisionSnapshot Current { get; private set; } = DecisionSnapshot.Empty;

    /// <summary>What happens before a look-up.</summary>
    public Action? BeforeFind { get; set; }

    public static Decision Of(DecisionAction action, string id = "d-1", bool isSimulated = false, long tokens = 0, int requests = 0) => new()
    {
        Id = id, Campaign = "c-1", Action = action, Simulated = isSimulated, From = Start.AddHours(-1), Until = Start.AddHours(4), Reason = "campaign_act", Policy = "p-1",
        TokensPerDay = tokens, RequestsPerMinute = requests,
    };

    public void Set(params (string Account, Decision Decision)[] decisions)
    {
        Current = new DecisionSnapshot(Current.Version + 1, Start, [.. decisions.Select(static d => new AccountDecision(d.Account, d.Decision))]);
        _versions.Add(Current);
    }

    public void Forget() => _versions.Clear();

    public Decision? Find(ReadOnlySpan<byte> account)
    {
        BeforeFind?.Invoke();
        return Current.Find(account);
    }

    public DecisionChanges? ChangesSince(long version)
    {
        if (_versions.Find(v => v.Version == version) is not { } old)
            return null;
        return new(
            Current.Version,
            [.. Current.All.Where(now => old.Find(Encoding.UTF8.GetBytes(now.Account)) != now.Decision)],
            [.. old.All.Where(then => Current.Find(Encoding.UTF8.GetBytes(then.Account)) != then.Decision)]);
    }
}
