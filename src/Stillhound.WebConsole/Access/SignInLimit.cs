namespace Stillhound.WebConsole.Access;

/// <summary>Keeps passwords from being guessed: after some failures one has to wait. Thread safe; bounded.</summary>
internal sealed class SignInLimit(TimeProvider time)
{
    private const int Failures = 10;
    private const int MostKept = 10_000;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Since)> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether somebody may try.</summary>
    public bool MayTry(string who)
    {
        lock (_gate)
            return !_failed.TryGetValue(who, out var found) || found.Count < Failures || time.GetUtcNow() - found.Since > Within;
    }

    /// <summary>Somebody gave a wrong password.</summary>
    public void Failed(string who)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_failed.Count >= MostKept)
            {
                foreach (var key in _failed.Where(f => now - f.Value.Since > Within).Select(static f => f.Key).ToList())
                    _failed.Remove(key);
            }

            var found = _failed.GetValueOrDefault(who);
            if (found.Count > 0 && now - found.Since <= Within)
                _failed[who] = (found.Count + 1, found.Since);
            else if (_failed.Count < MostKept)
                _failed[who] = (1, now);
        }
    }

    /// <summary>Somebody is in.</summary>
    public void Succeeded(string who)
    {
        lock (_gate)
            _failed.Remove(who);
    }
}
