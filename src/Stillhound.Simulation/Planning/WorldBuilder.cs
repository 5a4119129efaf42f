using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Corpora;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Planning;

/// <summary>What the planners of people, look-alikes and campaigns build a world with.</summary>
internal sealed class WorldBuilder
{
    public const long Day = 86_400_000;
    private static readonly string[] Mail = ["gmail.com", "gmail.com", "gmail.com", "outlook.com", "outlook.com", "yahoo.com", "icloud.com", "proton.me", "qq.com", "163.com", "gmx.de", "mail.ru", "hotmail.com"];
    private readonly Pen _pen = new();
    private readonly AccountNames _names;

    public WorldBuilder(WorldOptions options)
    {
        Options = options;
        Start = options.Start.ToUnixTimeMilliseconds();
        End = Start + (options.Days * Day);
        Plan = new WorldPlan { Start = Start, End = End };
        Nuisance = Nuisance.Draw(Seeds.Of(options.Seed, "nuisance"));
        Networks = new NetworkCatalog(Seeds.Of(options.Seed, "networks"));
        Stacks = new StackCatalog(Seeds.Of(options.Seed, "stacks"), Nuisance.StackSpread);
        People = new PersonMaker(Seeds.Of(options.Seed, "people"), Networks, Stacks, Nuisance, Rows("chat", 0, 8), Start, End);
        _names = new AccountNames(Seeds.Of(options.Seed, "names"));
        var rng = new Rng(Seeds.Of(options.Seed, "world"));
        Plan.DropShare = rng.Range(0, 0.02);
        Released = Start + (long)((End - Start) * rng.Range(0.35, 0.6));
        Plan.Models = ["frontier-5"u8.ToArray(), "swift-5"u8.ToArray(), "mini-5"u8.ToArray(), "frontier-5.1"u8.ToArray()];
        Plan.Events.Add(new ProviderEvent(Time(Released), ProviderEventType.ModelReleased) { Model = "frontier-5.1" });
        Adoption = rng.Range(0.15, 0.6);
    }

    public WorldOptions Options { get; }

    public WorldPlan Plan { get; }

    public Nuisance Nuisance { get; }

    public NetworkCatalog Networks { get; }

    public StackCatalog Stacks { get; }

    public PersonMaker People { get; }

    public long Start { get; }

    public long End { get; }

    /// <summary>When the new model comes out.</summary>
    public long Released { get; }

    /// <summary>Share of honest accounts that move to it sooner or later.</summary>
    public double Adoption { get; }

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public CorpusSlice Rows(string kind, int from, int to) => Options.Corpus?.Slice(kind, from, to) ?? CorpusSlice.Empty;

    public int NewQueue() => Plan.Queues++;

    /// <summary>Text of a template rule, with its wording fixed by the seed.</summary>
    public byte[] Text(string rule, ulong seed)
    {
        _pen.Clear();
        _pen.Say(Grammar.Shared.Id(rule), Manner.Template(seed, 0), seed);
        return _pen.Written.ToArray();
    }

    public string Domain(ref Rng rng)
    {
        Span<byte> word = stackalloc byte[24];
        var length = Syllables.Write(word, rng.Next(), 3);
        return Encoding.ASCII.GetString(word[..length]) + rng.Pick([".com", ".io", ".net", ".co", ".dev", ".org"]);
    }

    public AccountPlan Account(ref Rng rng, string group, bool campaign, FactSheet facts)
    {
        var index = Plan.Accounts.Count;
        var account = new AccountPlan(index, _names.Next(), group, campaign);
        Plan.Accounts.Add(account);
        for (var bit = 0; bit < Nuisance.Absence.Length; bit++)
        {
            if (rng.Chance(Nuisance.Absence[bit]))
                account.Absent |= (RecordField)(1 << bit);
        }

        if (facts.Org is { } org)
            account.Org = Encoding.ASCII.GetBytes(org);
        account.ApiKey = Encoding.ASCII.GetBytes(FormattableString.Invariant($"key_{rng.Next() & 0xFFFFFFFF:x8}"));
        if (!campaign && rng.Chance(Adoption))
            account.Adopts = Released + (long)Draws.Exponential(ref rng, 5 * Day);
        account.AdoptedShare = (float)rng.Range(0.5, 1);
        account.Facts = Facts(ref rng, account, facts);
        return account;
    }

    public FactSheet StrangerFacts(ref Rng rng, Person person)
    {
        var plan = rng.Unit() switch { < 0.42 => Core.Exchanges.Plan.Free, < 0.72 => Core.Exchanges.Plan.Pro, < 0.93 => Core.Exchanges.Plan.Api, _ => Core.Exchanges.Plan.Team };
        if (rng.Chance(Nuisance.Edu))
            plan = Core.Exchanges.Plan.Edu;
        var paid = plan is not (Core.Exchanges.Plan.Free or Core.Exchanges.Plan.Edu);
        return new FactSheet
        {
            Created = person.Created,
            Country = person.Country.Packed,
            Plan = plan,
            Verified = paid ? rng.Pick([Verification.Card, Verification.Card, Verification.Phone, Verification.Kyc]) : rng.Pick([Verification.None, Verification.Email, Verification.Email, Verification.Phone]),
            Domain = rng.Chance(0.85) ? rng.Pick(Mail) : Domain(ref rng),
            Payment = paid ? rng.Next() : null,
            Device = rng.Next(),
            SignupIp = person.Home.AddressText(rng.Next()),
        };
    }

    public Stream Stream(ref Rng rng, AccountPlan account, Usage usage, Rhythm rhythm, Route route, double rate, long? from = null, long? to = null, bool scalable = true)
    {
        if (Plan.Streams.Count == DayPlan.MostStreams)
            throw new InvalidOperationException($"a world holds at most {DayPlan.MostStreams} streams");
        var stream = new Stream(Plan.Streams.Count, account, usage, rhythm, route, rng.Next())
        {
            Rate = rate,
            From = Math.Max(Start, from ?? Start),
            To = Math.Min(End, to ?? End),
            Scalable = scalable,
        };
        Plan.Streams.Add(stream);
        return stream;
    }

    public void Suspend(AccountPlan account, long at)
    {
        account.Closed = Math.Min(account.Closed, at);
        Plan.Events.Add(new ProviderEvent(Time(at), ProviderEventType.AccountSuspended) { Account = account.Name });
    }

    private AccountFacts? Facts(ref Rng rng, AccountPlan account, FactSheet sheet)
    {
        if (rng.Chance(Nuisance.NoFacts))
            return null;
        var gap = Nuisance.NoFactField;
        return new AccountFacts(account.Name)
        {
            Created = rng.Chance(gap / 3) ? null : Time(sheet.Created),
            Org = rng.Chance(gap) ? null : sheet.Org,
            Plan = rng.Chance(gap) ? Core.Exchanges.Plan.Unknown : sheet.Plan,
            Verified = rng.Chance(gap) ? Verification.Unknown : sheet.Verified,
            Country = rng.Chance(gap) ? (ushort)0 : sheet.Country,
            EmailDomain = rng.Chance(gap) ? null : sheet.Domain,
            EmailHash = rng.Chance(gap) ? null : Token('m', rng.Next()),
            PaymentHash = sheet.Payment is not { } payment || rng.Chance(gap) ? null : Token('p', payment),
            DeviceHash = sheet.Device is not { } device || rng.Chance(gap) ? null : Token('d', device),
            SignupIp = rng.Chance(gap) ? null : sheet.SignupIp,
        };
    }

    private static string Token(char kind, ulong seed) => FormattableString.Invariant($"{kind}{Seeds.Mix(seed ^ kind):x16}");
}
