namespace Stillhound.Server.Access;

/// <summary>The tokens in force. Replaced as a whole when the configuration is read anew.</summary>
internal sealed class TokenTable(AccessOptions options)
{
    private volatile AccessOptions _options = options;

    /// <summary>Takes other tokens.</summary>
    public void Replace(AccessOptions options) => _options = options;

    /// <summary>The token that was given; null when nobody has it. Every token is compared, whichever it is.</summary>
    public AccessToken? Find(string given)
    {
        var hash = AccessToken.HashOf(given);
        AccessToken? found = null;
        foreach (var token in _options.Tokens)
        {
            if (token.Is(hash))
                found = token;
        }

        return found;
    }
}
