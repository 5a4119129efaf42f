namespace Stillhound.WebConsole.Data;

/// <summary>What to send so that a blind evidence family sees.</summary>
internal static class Missing
{
    /// <summary>Fields as they would stand in native records, account facts or events; what other formats call them is in docs/sources.md.</summary>
    public static string Snippet(string family) => family switch
    {
        "payload" => """{"prompt":"the newest user message"}   or, hashed upstream:   {"phrases":["..."]}""",
        "volume" => """{"usage":{"input_tokens":512,"output_tokens":900}}""",
        "identity" => """POST /v1/accounts  {"account":"acct_1","payment_hash":"...","device_hash":"...","email_domain":"example.com","signup_ip":"203.0.113.9"}""",
        "life_cycle" or "lifecycle" => """POST /v1/accounts  {"account":"acct_1","created":"2026-07-01T10:00:00Z","plan":"api","verified":"card"}""",
        "network" => """{"client":{"ip":"203.0.113.7","asn":64500,"country":"SG","ja4":"t13d..."}}""",
        "response_use" => """{"conversation":"c-12","turn":1,"usage":{"output_tokens":900},"params":{"max_tokens":8192}}""",
        "reaction" => """POST /v1/events  {"time":"2026-07-01T10:00:00Z","type":"account_suspended","account":"acct_1"}""",
        "focus" => """POST /v1/events  {"time":"2026-07-01T10:00:00Z","type":"model_released","model":"frontier-5.1"}""",
        "elicitation" or "synchrony" => """{"time":"2026-07-06T00:03:09.585Z","account":"acct_1","prompt":"the newest user message"}""",
        "rhythm" => """{"time":"2026-07-06T00:03:09.585Z"}   to the second or finer""",
        _ => """{"time":"...","account":"...","prompt":"...","client":{"ip":"..."}}""",
    };
}
