using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Words that hint at a capability or at what is asked for. A small open-addressing table from token hash to hint, built
/// once. Several languages, few words each: the hints are weak by design and never decide alone.
/// </summary>
internal sealed class Lexicon
{
    private const int Size = 2048;
    private readonly ulong[] _keys = new ulong[Size];
    private readonly byte[] _hints = new byte[Size];

    // One bit in a hundred is set: nearly every token is told to be no hint by one load.
    private readonly ulong[] _filter = new ulong[1 << (FilterBits - 6)];
    private const int FilterBits = 15;

    // Hints below 16 are capabilities; these name a request.
    public const byte Reasoning = 16;
    public const byte Grading = 17;
    public const byte Tasks = 18;

    public static Lexicon Shared { get; } = Build();

    /// <summary>
    /// Leaves out tokens that are surely no hints. Every token is written and only those that may be one are counted, since
    /// which are is nothing that a predictor can learn.
    /// </summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="likely">Receives those left, in order; at least as long.</param>
    /// <returns>How many are left.</returns>
    public int Sift(ReadOnlySpan<ulong> tokens, Span<ulong> likely)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(likely.Length, tokens.Length);
        ref var filter = ref MemoryMarshal.GetArrayDataReference(_filter);
        ref var to = ref MemoryMarshal.GetReference(likely);
        nint count = 0;
        foreach (var token in tokens)
        {
            Unsafe.Add(ref to, count) = token;
            var place = token >> (64 - FilterBits);
            count += (nint)((Unsafe.Add(ref filter, (nint)(place >> 6)) >> (int)place) & 1);
        }

        return (int)count;
    }

    /// <summary>The hint of a token, or 0.</summary>
    public byte Find(ulong token)
    {
        for (var slot = (int)(token & (Size - 1)); ; slot = (slot + 1) & (Size - 1))
        {
            var key = _keys[slot];
            if (key == token)
                return _hints[slot];
            if (key == 0)
                return 0;
        }
    }

    private void Add(byte hint, string words)
    {
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var token = TextScan.TokenOf(Encoding.UTF8.GetBytes(word));
            var slot = (int)(token & (Size - 1));
            while (_keys[slot] != 0 && _keys[slot] != token)
                slot = (slot + 1) & (Size - 1);
            _keys[slot] = token;
            _hints[slot] = hint;
            var place = token >> (64 - FilterBits);
            _filter[(int)(place >> 6)] |= 1ul << (int)place;
        }
    }

    private static Lexicon Build()
    {
        var lexicon = new Lexicon();
        lexicon.Add((byte)Capability.SoftwareEngineering,
            "code function class bug python javascript typescript java rust golang compile compiler refactor test tests unittest "
            + "api endpoint stacktrace exception error commit diff repo repository docker kubernetes algorithm array string "
            + "método función fonction funktion código programm");
        lexicon.Add((byte)Capability.Mathematics,
            "equation integral derivative prove proof theorem lemma probability algebra geometry calculus polynomial matrix "
            + "integer sum solve arithmetic fraction triangle ecuación équation gleichung beweise");
        lexicon.Add((byte)Capability.Reasoning,
            "reason logic puzzle deduce infer premise conclusion argument why razona raisonnement begründe");
        lexicon.Add((byte)Capability.DataAnalysis,
            "data dataset table sql query csv dataframe pandas chart statistics regression correlation column columns rows "
            + "spreadsheet datos données daten");
        lexicon.Add((byte)Capability.Translation,
            "translate translation übersetze traduce traduire traduis traducir language english spanish french german chinese japanese");
        lexicon.Add((byte)Capability.Writing,
            "story essay poem email letter blog article write rewrite tone headline slogan speech escribe écris schreibe carta");
        lexicon.Add((byte)Capability.ToolUse,
            "tool tools agent plan browse browser terminal bash shell command execute workspace trajectory action observation");
        lexicon.Add((byte)Capability.Medicine,
            "patient symptom symptoms diagnosis treatment dose clinical disease therapy medical doctor paciente síntomas patienten");
        lexicon.Add((byte)Capability.Law,
            "contract clause liability court statute legal plaintiff defendant lawyer tenant lease contrato vertrag contrat");
        lexicon.Add((byte)Capability.Extraction,
            "summarise summarize summary extract classify label category keywords sentiment entities resume résume zusammenfassung");
        lexicon.Add(Reasoning, "reasoning thought thoughts thinking chain step steps steps rationale paso pasos étape schritt schritte 步骤 推理");
        lexicon.Add(Grading, "grade score rubric rate rating rank judge criteria preferred scorer scoring puntúa bewerte note");
        lexicon.Add(Tasks, "generate create invent synthetic instructions questions tasks exercises examples variations diverse genera erzeuge");
        return lexicon;
    }
}
