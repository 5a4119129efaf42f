namespace Stillhound.Core.Fingerprints;

/// <summary>Writing systems that prompts are told apart by. Languages that share one are one.</summary>
public enum Script : byte
{
    /// <summary>No letters.</summary>
    None = 0,

    /// <summary>Latin letters without marks.</summary>
    Latin,

    /// <summary>Latin letters, some of them with marks.</summary>
    MarkedLatin,

    /// <summary>Greek.</summary>
    Greek,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Hebrew.</summary>
    Hebrew,

    /// <summary>Arabic and scripts near it.</summary>
    Arabic,

    /// <summary>Devanagari and the other scripts of India.</summary>
    Indic,

    /// <summary>Thai, Lao, Burmese, Khmer.</summary>
    SoutheastAsian,

    /// <summary>Chinese characters.</summary>
    Han,

    /// <summary>Kana, with Chinese characters or without.</summary>
    Japanese,

    /// <summary>Hangul.</summary>
    Korean,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>Number and names of <see cref="Script"/>.</summary>
public static class Scripts
{
    /// <summary>How many there are, <see cref="Script.None"/> not counted.</summary>
    public const int Count = 12;

    private static readonly string[] Names =
    [
        "none", "Latin", "Latin with marks", "Greek", "Cyrillic", "Hebrew", "Arabic", "Indic", "Southeast Asian", "Chinese characters",
        "Japanese", "Korean", "another script",
    ];

    /// <summary>The name in output.</summary>
    public static string NameOf(Script script) => Names[(int)script];
}
