using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>How many exchanges carried what each evidence family feeds on.</summary>
internal sealed class Coverage : IKept
{
    public long Exchanges { get; private set; }

    public long WithContent { get; private set; }

    public long WithNetwork { get; private set; }

    public long WithResponseUse { get; private set; }

    public void Count(in Fingerprint f)
    {
        Exchanges++;
        if ((f.Flags & ExchangeFlags.HasContent) != 0)
            WithContent++;
        if (f.Ip != 0 || f.Traits[(int)TraitKind.Asn] != 0)
            WithNetwork++;
        if (f.OutputTokens >= 0 || f.Turn > 0 || f.Conversation != 0)
            WithResponseUse++;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        Exchanges = state.Value(Exchanges);
        WithContent = state.Value(WithContent);
        WithNetwork = state.Value(WithNetwork);
        WithResponseUse = state.Value(WithResponseUse);
    }
}
