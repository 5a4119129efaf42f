using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Families of user agents seen lately. A log shows the same few hundred agents again and again, and leaving out their digits
/// byte by byte costs more than one hash of the whole. Belongs to one thread; what it holds never changes an answer.
/// </summary>
internal sealed class UserAgentCache
{
    private const int Slots = 512;
    private readonly ulong[] _keys = new ulong[Slots];
    private readonly uint[] _families = new uint[Slots];

    /// <summary>The same as <see cref="ClientKeys.UserAgentFamily"/>.</summary>
    public uint FamilyOf(ReadOnlySpan<byte> userAgent)
    {
        var key = Hash64.Of(userAgent);
        var slot = (int)(key & (Slots - 1));
        if (_keys[slot] == key)
            return _families[slot];
        var family = ClientKeys.UserAgentFamily(userAgent);
        _keys[slot] = key;
        _families[slot] = family;
        return family;
    }
}
