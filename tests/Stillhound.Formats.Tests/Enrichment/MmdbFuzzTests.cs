using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Mmdb;

namespace Stillhound.Formats.Tests.Enrichment;

/// <summary>Databases with flipped, cut and repeated bytes: a value or an <see cref="MmdbException"/>, never anything else.</summary>
public sealed class MmdbFuzzTests
{
    private static readonly MmdbPath[] Paths = [new("country.iso_code"), new("autonomous_system_number"), new("map.mapX.utf8_stringX"), new("array")];

    [Fact]
    public void Damaged_databases_never_surprise() => Fuzz(SmallDatabase.Bytes, rounds: 30_000);

    [Theory]
    [InlineData("MaxMind-DB-test-decoder")]
    [InlineData("MaxMind-DB-test-nested")]
    [InlineData("MaxMind-DB-test-mixed-28")]
    [InlineData("MaxMind-DB-test-ipv6-32")]
    [InlineData("GeoLite2-ASN-Test")]
    public void Damaged_public_databases_never_surprise(string name) => Fuzz(File.ReadAllBytes(SharedData.Require($"mmdb/test-data/{name}.mmdb")), rounds: 4_000);

    [Fact]
    public void Every_cut_is_refused_or_read()
    {
        for (var length = 0; length < SmallDatabase.Bytes.Length; length++)
            Use(SmallDatabase.Bytes[..length], new Random(length));
    }

    [Fact]
    public void A_pointer_to_itself_ends()
    {
        // 0x20 0x00: a pointer to place 0, which is that pointer.
        Should.Throw<MmdbException>(static () => MmdbValue.At([0x20, 0x00], 0, out _)).Message.ShouldContain("points to a pointer");
        // An array of one entry, which is a pointer to the array.
        Should.Throw<MmdbException>(static () => MmdbDecoder.Decode(MmdbValue.At([0x01, 0x04, 0x20, 0x00], 0, out _))).Message.ShouldContain("nested deeper");
    }

    [Fact]
    public void A_bomb_of_pointers_is_refused_before_it_grows()
    {
        // Forty arrays of thirty pointers each to the next: few bytes that stand for thirty to the fortieth values.
        var bomb = new List<byte>();
        for (var level = 0; level < 40; level++)
        {
            bomb.AddRange([29, 4, 1]); // An array of 30.
            var next = (level + 1) * 63;
            for (var i = 0; i < 30; i++)
                bomb.AddRange([(byte)(0x20 | (next >> 8)), (byte)next]);
        }

        bomb.AddRange([0x41, (byte)'x']);
        // The first pointers reach only 2,047 bytes; beyond that they wrap, which makes loops of the rest.
        var bytes = bomb.ToArray();
        Should.Throw<MmdbException>(() => MmdbDecoder.Decode(MmdbValue.At(bytes, 0, out _)));
    }

    [Fact]
    public void Sizes_beyond_the_data_are_refused_at_once()
    {
        // Maps and arrays of 16 million entries in a section of a few bytes.
        foreach (var section in new byte[][] { [0xFF, 0xFF, 0xFF, 0xFF, 0x41], [0x1F, 0x04, 0xFF, 0xFF, 0xFF, 0x41], [0x5F, 0xFF, 0xFF, 0xFF] })
        {
            Should.Throw<MmdbException>(() => MmdbControl.Skip(section, 0));
            Should.Throw<MmdbException>(() => MmdbDecoder.Decode(MmdbValue.At(section, 0, out _)));
        }
    }

    private static void Fuzz(byte[] whole, int rounds)
    {
        var random = new Random(23);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
            {
                var length = random.Next(1, bytes.Length / 4);
                bytes.AsSpan(random.Next(bytes.Length - length), length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length)));
            }

            Use(bytes, random);
        }
    }

    private static void Use(byte[] bytes, Random random)
    {
        try
        {
            var database = MmdbDatabase.Open(bytes);
            for (var i = 0; i < 8; i++)
            {
                var address = i % 2 == 0 ? new NetAddress((uint)random.Next(), IsV4: true) : new NetAddress((UInt128)(ulong)random.NextInt64() << random.Next(64), IsV4: false);
                if (database.Find(address) is not (var place and >= 0))
                    continue;
                foreach (var path in Paths)
                {
                    if (database.Record(place).TryFind(path, out var value))
                        value.TryGetUInt64(out _);
                }

                MmdbDecoder.Decode(database.Record(place));
            }
        }
        catch (MmdbException)
        {
            // What a damaged file may give.
        }
    }
}
