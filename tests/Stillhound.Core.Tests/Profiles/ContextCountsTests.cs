using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Profiles;

public sealed class ContextCountsTests
{
    [Fact]
    public void Shares_survive_however_many_exchanges_there_are()
    {
        ContextCounts counts = default;
        for (var i = 0; i < 100_000; i++)
            counts.Add(ContextFlags.LookedUp | (i % 4 == 0 ? ContextFlags.Vpn : ContextFlags.None) | ContextFlags.RecordDiffers);
        counts.ShareOf(ContextFlags.Vpn).ShouldBe(0.25, 0.02);
        counts.ShareOf(ContextFlags.RecordDiffers).ShouldBe(1);
        counts.ShareOf(ContextFlags.Tor).ShouldBe(0);
        default(ContextCounts).ShareOf(ContextFlags.Vpn).ShouldBe(0);
    }

    [Fact]
    public void Context_reaches_the_profile_and_nothing_else_does()
    {
        var p = ProfileOf.Requests(
            new Request { Ip = "192.0.2.1", Context = ContextFlags.LookedUp | ContextFlags.Hosting, ContextLabels = 4 },
            new Request { Ip = "192.0.2.2", Context = ContextFlags.LookedUp, ContextLabels = 0 },
            new Request());
        p.Context.LookedUp.ShouldBe(2);
        p.Context.ShareOf(ContextFlags.Hosting).ShouldBe(0.5);
        p.ContextLabels.ShouldBe(4u);
    }

    [Fact]
    public void An_account_still_costs_about_a_kilobyte()
    {
        Unsafe.SizeOf<Profile>().ShouldBeLessThanOrEqualTo(1056);
        Unsafe.SizeOf<Fingerprint>().ShouldBeLessThanOrEqualTo(328);
    }
}
