namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>How deliveries to one receiver stand.</summary>
/// <param name="Name">The receiver.</param>
/// <param name="Host">Where it is.</param>
/// <param name="IsDisabled">Whether it said that it is gone (410); nothing is sent to it until it is enabled.</param>
/// <param name="Pending">Messages that wait.</param>
/// <param name="Delivered">Messages delivered since the start.</param>
/// <param name="Failures">Attempts that failed since the start.</param>
/// <param name="GivenUp">Messages given up after the last attempt.</param>
/// <param name="Dropped">Messages not taken because too many waited.</param>
/// <param name="LastAt">Last attempt.</param>
/// <param name="LastStatus">HTTP status of the last attempt; 0 when there was no answer.</param>
/// <param name="LastError">Why the last attempt failed; null when it did not.</param>
internal sealed record WebhookStatus(
    string Name, string Host, bool IsDisabled, int Pending, long Delivered, long Failures, long GivenUp, long Dropped, DateTimeOffset? LastAt, int LastStatus, string? LastError);
