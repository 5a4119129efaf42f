using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Privacy;

/// <summary>
/// The names under which accounts are kept: as they are, or as <c>hmac-sha256:kid:hex</c> where the operator wants that for all, or
/// where a name looks like a mail address, a telephone number or a key. An account that was named by an older key keeps that name
/// for as long as the key is in the ring. Thread safe.
/// </summary>
internal sealed class StoredNames(NameKeyring keyring, bool all) : IStoredNames
{
    private const int HexBytes = 64;
    private static readonly byte[] Mark = "hmac-sha256:"u8.ToArray();
    private readonly ConcurrentDictionary<ulong, byte> _older = [];

    /// <summary>Most bytes that a stored name has beyond the name itself.</summary>
    public static int RoomFor(ReadOnlySpan<byte> name) => Math.Max(name.Length, Mark.Length + 32 + 1 + HexBytes);

    /// <inheritdoc/>
    public int Candidates => keyring.Keys.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Candidate(int which, ReadOnlySpan<byte> raw, Span<byte> room)
    {
        if (IsKept(raw))
            return which == 0 ? raw : [];
        return By(keyring.Keys[which], raw, room);
    }

    /// <summary>Told of a name that is kept, so that one made by an older key goes on.</summary>
    public void Knows(ReadOnlySpan<byte> stored)
    {
        if (stored.StartsWith(Mark) && !stored.StartsWith(keyring.Keys[0].Prefix))
            _older[Hash64.Of(stored)] = 0;
    }

    /// <summary>The name under which an account is kept.</summary>
    /// <param name="name">The account's name in UTF-8, as the gateway says it.</param>
    /// <param name="room">At least <see cref="RoomFor"/> bytes.</param>
    /// <returns>The stored name: <paramref name="name"/> itself, or a part of <paramref name="room"/>.</returns>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> name, Span<byte> room)
    {
        if (IsKept(name))
            return name;
        if (!_older.IsEmpty)
        {
            for (var i = 1; i < keyring.Keys.Count; i++)
            {
                var older = By(keyring.Keys[i], name, room);
                if (_older.ContainsKey(Hash64.Of(older)))
                    return older;
            }
        }

        return By(keyring.Keys[0], name, room);
    }

    /// <summary>The name under which an account is kept.</summary>
    public string Of(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        return Encoding.UTF8.GetString(Of(bytes, new byte[RoomFor(bytes)]));
    }

    /// <summary>A name as a keyed hash, whether it is kept so or not.</summary>
    public string Keyed(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.AsSpan().StartsWith(Mark) ? name : Encoding.UTF8.GetString(By(keyring.Keys[0], bytes, new byte[RoomFor(bytes)]));
    }

    /// <summary>Another name, replaced only where it says who somebody is or is a secret.</summary>
    public string IfSensitive(string name) => SensitiveName.Is(Encoding.UTF8.GetBytes(name)) ? Of(name) : name;

    private bool IsKept(ReadOnlySpan<byte> name) => name.StartsWith(Mark) || !(all || SensitiveName.Is(name));

    private static ReadOnlySpan<byte> By(NameKey key, ReadOnlySpan<byte> name, Span<byte> room)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, name, hash);
        key.Prefix.CopyTo(room);
        Convert.TryToHexStringLower(hash, room[key.Prefix.Length..], out var written);
        return room[..(key.Prefix.Length + written)];
    }
}
