using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Tests.Support;

/// <summary>Profiles of an account that sent some requests.</summary>
internal static class ProfileOf
{
    public static Profile Requests(params IEnumerable<Request> requests)
    {
        var profile = default(Profile);
        foreach (var request in requests)
            ProfileUpdate.Apply(ref profile, request.Fingerprint(), PhraseSightings.Fresh, 0);
        return profile;
    }

    public static Profile Times(params IEnumerable<long> times) => Prints(times.Select(static time => new Fingerprint { Time = time, OutputTokens = -1, RttGapMs = float.NaN }));

    public static Profile Prints(IEnumerable<Fingerprint> prints)
    {
        var profile = default(Profile);
        foreach (var print in prints)
            ProfileUpdate.Apply(ref profile, print, PhraseSightings.None, 0);
        return profile;
    }
}
