using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Components;

/// <summary>The settings of one exchange taken together: system prompt, tools, parameters, output limit and temperature.</summary>
internal static class Frame
{
    public static ReadOnlySpan<TraitKind> Kinds => [TraitKind.System, TraitKind.Tools, TraitKind.Params, TraitKind.MaxTokens, TraitKind.Temperature];

    /// <summary>The key of an exchange's settings; 0 when it shows none.</summary>
    public static uint Of(in Fingerprint f)
    {
        var key = Hash64.Combine(
            Pair(f.Traits[(int)TraitKind.System], f.Traits[(int)TraitKind.Tools]),
            Hash64.Combine(Pair(f.Traits[(int)TraitKind.Params], f.Traits[(int)TraitKind.MaxTokens]), f.Traits[(int)TraitKind.Temperature]));
        return ClientKeys.Fold(key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pair(uint high, uint low) => ((ulong)high << 32) | low;
}
