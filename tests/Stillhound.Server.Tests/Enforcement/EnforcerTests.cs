using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Tests.Enforcement;

public sealed class EnforcerTests
{
    private readonly FakeDecisions _decisions = new();
    private readonly ManualTime _time = new();
    private readonly Enforcer _enforcer;

    public EnforcerTests() =>
        _enforcer = new("test", _decisions, new EnforcerBounds { LookupDeadline = TimeSpan.FromSeconds(20), Deadline = TimeSpan.FromSeconds(20) }, _time, NullLogger.Instance);

    [Theory]
    [InlineData(DecisionAction.Observe, 200)]
    [InlineData(DecisionAction.Tag, 200)]
    [InlineData(DecisionAction.Verify, 200)]
    [InlineData(DecisionAction.CapTokens, 200)]
    [InlineData(DecisionAction.Restrict, 200)]
    [InlineData(DecisionAction.SuspendKey, 401)]
    [InlineData(DecisionAction.SuspendAccount, 403)]
    public void Each_action_has_its_status(DecisionAction action, int status)
    {
        _decisions.Set(("acct", FakeDecisions.Of(action)));
        Ask().Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(DecisionAction.SuspendKey)]
    [InlineData(DecisionAction.SuspendAccount)]
    [InlineData(DecisionAction.Slow)]
    public void A_simulated_decision_never_refuses_and_is_told(DecisionAction action)
    {
        _decisions.Set(("acct", FakeDecisions.Of(action, isSimulated: true)));
        var verdict = Ask();
        (verdict.Status, verdict.Outcome, verdict.InForce).ShouldBe((200, Outcome.Would, null));
        GatewayHeaders.Of(verdict)[0].ShouldBe((GatewayHeaders.Would, ActionNames.Of(action)));
    }

    [Fact]
    public void Who_is_only_observed_is_not_told_to_anybody()
    {
        _decisions.Set(("acct", FakeDecisions.Of(DecisionAction.Observe)));
        Ask().ShouldBe(new Verdict(Outcome.Allowed, null));
    }

    [Fact]
    public void A_decision_ends_by_itself()
    {
        _decisions.Set(("acct", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        _time.Now = FakeDecisions.Start.AddHours(4);
        Ask().Outcome.ShouldBe(Outcome.Allowed);
    }

    [Fact]
    public void Slow_limits_requests_a_minute_and_tells_when_to_come_again()
    {
        _time.Now = FakeDecisions.Start.AddSeconds(20);
        _decisions.Set(("acct", FakeDecisions.Of(DecisionAction.Slow, requests: 2)));
        Ask().Outcome.ShouldBe(Outcome.Marked);
        Ask().Outcome.ShouldBe(Outcome.Marked);
        var limited = Ask();
        (limited.Status, limited.RetryAfterSeconds).ShouldBe((429, 40));
        _time.Now = FakeDecisions.Start.AddMinutes(1);
        Ask().Allows.ShouldBeTrue();
    }

    [Fact]
    public void An_error_allows_and_is_counted()
    {
        _decisions.BeforeFind = static () => throw new InvalidOperationException("broken");
        var begun = _enforcer.Begin();
        _enforcer.End(begun, _enforcer.Ask(begun, "acct"u8)).Allows.ShouldBeTrue();
        _enforcer.Counts[Outcome.Failed].ShouldBe(1);
    }

    [Fact]
    public void An_answer_after_the_deadline_is_allow()
    {
        var late = new Enforcer("late", _decisions, new EnforcerBounds { LookupDeadline = TimeSpan.FromTicks(1) }, _time, NullLogger.Instance);
        _decisions.Set(("acct", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        _decisions.BeforeFind = static () => Thread.SpinWait(10_000);
        late.Ask(late.Begin(), "acct"u8).ShouldBe(new Verdict(Outcome.Late, null));
    }

    [Fact]
    public void A_request_that_names_nobody_is_allowed() => _enforcer.Ask(_enforcer.Begin(), default).Outcome.ShouldBe(Outcome.Unnamed);

    [Theory]
    [InlineData("other,acct")]
    [InlineData("acct, other")]
    [InlineData("a,b,c, acct ,d")]
    public void A_further_name_beside_the_account_helps_nobody(string names)
    {
        _decisions.Set(("acct", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        _enforcer.AskAny(_enforcer.Begin(), System.Text.Encoding.UTF8.GetBytes(names)).Status.ShouldBe(403);
    }

    [Fact]
    public void Looking_an_account_up_allocates_nothing()
    {
        _decisions.Set(("acct", FakeDecisions.Of(DecisionAction.Tag)));
        Allocations.Least(_ =>
        {
            var begun = _enforcer.Begin();
            _enforcer.End(begun, _enforcer.Ask(begun, "acct"u8));
        }).ShouldBe(0);
    }

    [Fact]
    public void Text_for_headers_is_made_safe() => GatewayHeaders.Safe("a\r\nset-cookie: x\u00e9").ShouldBe("a??set-cookie:?x?");

    private Verdict Ask() => _enforcer.Ask(_enforcer.Begin(), "acct"u8);
}
