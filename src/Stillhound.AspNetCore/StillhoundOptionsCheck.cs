using Microsoft.Extensions.Options;

namespace Stillhound.AspNetCore;

/// <summary>Refuses options that cannot work, when the application starts.</summary>
internal sealed class StillhoundOptionsCheck : IValidateOptions<StillhoundOptions>
{
    public ValidateOptionsResult Validate(string? name, StillhoundOptions options)
    {
        var wrong = new List<string>();
        if (options.Server is not { IsAbsoluteUri: true } server || server.Scheme is not ("http" or "https") || server.UserInfo.Length > 0)
            wrong.Add("Server: expected an address such as http://127.0.0.1:9002, without a user.");
        else if (server.Scheme == "http" && !server.IsLoopback && !options.AllowPlainHttp)
            wrong.Add("Server: http outside loopback sends the key in the clear; use https or set AllowPlainHttp.");
        if (options.ApiKey.Length == 0 || options.ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            wrong.Add("ApiKey: is required, in visible ASCII.");
        Within(wrong, nameof(options.PollEvery), options.PollEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(wrong, nameof(options.Timeout), options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (options.Account is null)
            wrong.Add("Account: is required.");
        if (options.MostAccounts < 1 || options.CountedAccounts < 64)
            wrong.Add("MostAccounts and CountedAccounts: expected at least 1 and 64.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Within(List<string> wrong, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            wrong.Add($"{name}: expected from {least} to {most}.");
    }
}
