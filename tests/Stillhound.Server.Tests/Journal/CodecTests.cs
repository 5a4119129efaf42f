using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

public sealed class CodecTests
{
    [Fact]
    public void Exchanges_come_back_as_they_went() =>
        Prop.ForAll<int, byte>(static (seed, count) =>
        {
            var batch = Samples.Random(seed, count);
            return Samples.Text(batch.Fingerprints, batch.Identities.ToArray()) == RoundTrip(batch, []);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_marked_is_left_out() =>
        Prop.ForAll<int, byte>(static (seed, count) =>
        {
            var batch = Samples.Random(seed, count);
            var random = new Random(seed);
            var left = new bool[batch.Count];
            var rest = new IdentifiedBatch();
            for (var i = 0; i < left.Length; i++)
            {
                left[i] = random.Next(2) == 0;
                if (!left[i])
                    rest.Add(batch.Fingerprints.Items[i], batch.Fingerprints.NameOf(batch.Fingerprints.Items[i]), batch.Identities[i]);
            }

            return Samples.Text(rest.Fingerprints, rest.Identities.ToArray()) == RoundTrip(batch, left);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exchanges_without_identities_have_none()
    {
        var frame = new JournalFrame();
        frame.SetExchanges(Samples.Random(1, 3).Fingerprints, [], 0);
        ExchangeCodec.Identities(frame.Payload).Length.ShouldBe(0);
    }

    [Fact]
    public void Facts_come_back_as_they_went() =>
        Prop.ForAll<string, DateTimeOffset, uint>(static (one, time, number) =>
        {
            var other = Whole(one) + number;
            var facts = new AccountFacts(Whole(one))
            {
                Created = number % 3 == 0 ? null : time,
                Org = number % 5 == 0 ? null : Whole(other),
                Plan = (Plan)(number % 7),
                Verified = (Verification)(number % 6),
                Country = (ushort)number,
                EmailDomain = Whole(other),
                EmailHash = Whole(one),
                PaymentHash = Whole(other + one),
                DeviceHash = "",
                SignupIp = "192.0.2.7",
                ContextLabels = number,
            };
            var frame = new JournalFrame();
            frame.SetFacts([facts, facts with { Account = "b" }], 5);
            return FactCodec.ReadFacts(frame.Payload).SequenceEqual([facts, facts with { Account = "b" }]) && frame.Payload.Length % 8 == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Events_come_back_as_they_went() =>
        Prop.ForAll<string, DateTimeOffset, byte>(static (text, time, number) =>
        {
            var happened = new ProviderEvent(time, (ProviderEventType)(number % 6))
            {
                Account = number % 3 == 0 ? null : Whole(text),
                Org = Whole(text),
                Model = number % 5 == 0 ? null : "m",
                Campaign = number % 7 == 0 ? null : Whole(text),
                Kind = "k",
                Until = number % 2 == 0 ? null : time,
            };
            var frame = new JournalFrame();
            frame.SetEvent(happened, 5);
            return FactCodec.ReadEvent(frame.Payload) == happened;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_layout_covers_every_field_of_a_fingerprint() =>
        FingerprintLayout.Fields.ShouldBe(typeof(Fingerprint).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(static f => f.Name));

    [Fact]
    public void The_checksum_is_that_of_the_standard() => Crc32C.Of("123456789"u8).ShouldBe(0xE3069283);

    [Fact]
    public void A_header_is_valid_in_its_own_place_alone()
    {
        var bytes = new byte[FrameHeader.Size];
        var header = new FrameHeader(64, FrameKind.Exchanges, 2, 3, 8, -5);
        header.Write(bytes, 1000);
        FrameHeader.TryRead(bytes, 1000, out var read).ShouldBeTrue();
        read.ShouldBe(header);
        FrameHeader.TryRead(bytes, 1008, out _).ShouldBeFalse();
    }

    [Fact]
    public void The_identity_of_a_record_is_its_account_identifier_and_time()
    {
        var identity = Identity("a", "1", 5);
        Identity("a", "1", 5).ShouldBe(identity);
        new[] { Identity("b", "1", 5), Identity("a", "2", 5), Identity("a", "1", 6) }.ShouldAllBe(other => other != identity);
        Identity("a", "", 5).ShouldBe(0ul);
    }

    private static ulong Identity(string account, string id, long time) =>
        RecordIdentity.Of(new Exchange { Account = Encoding.UTF8.GetBytes(account), Id = Encoding.UTF8.GetBytes(id), Time = time });

    private static string RoundTrip(IdentifiedBatch batch, bool[] left)
    {
        var frame = new JournalFrame();
        frame.SetExchanges(batch.Fingerprints, batch.Identities, 5, left);
        var back = new FingerprintBatch();
        ExchangeCodec.Read(frame.Payload, frame.Items, back);
        return Samples.Text(back, ExchangeCodec.Identities(frame.Payload).ToArray());
    }

    // Text comes from UTF-8, which has no half characters.
    private static string Whole(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
}
