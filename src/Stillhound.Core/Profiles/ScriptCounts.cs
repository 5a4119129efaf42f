using System.Runtime.CompilerServices;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>An account's prompts by script, one byte each; when one is full all are halved, so that they stay shares.</summary>
[InlineArray(Fingerprints.Scripts.Count)]
internal struct ScriptCounts
{
    private byte _first;

    /// <summary>Counts one prompt; not <see cref="Script.None"/>.</summary>
    public void Add(Script script)
    {
        ref var count = ref this[(int)script - 1];
        if (count == byte.MaxValue)
        {
            foreach (ref var each in (Span<byte>)this)
                each >>= 1;
        }

        count++;
    }

    /// <summary>The script of most prompts and its share, 0 to 1; <see cref="Script.None"/> where nothing was counted.</summary>
    public readonly Script Main(out float share)
    {
        int best = 0, sum = 0;
        for (var at = 0; at < Fingerprints.Scripts.Count; at++)
        {
            sum += this[at];
            if (this[at] > this[best])
                best = at;
        }

        share = sum == 0 ? 0 : (float)this[best] / sum;
        return sum == 0 ? Script.None : (Script)(best + 1);
    }
}
