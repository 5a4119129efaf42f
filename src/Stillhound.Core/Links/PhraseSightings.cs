namespace Stillhound.Core.Links;

/// <summary>What was known of an exchange's phrases when it came.</summary>
internal enum PhraseSightings : byte
{
    /// <summary>No phrases.</summary>
    None = 0,

    /// <summary>No phrase was known.</summary>
    Fresh,

    /// <summary>Some phrases are shared with other accounts, some are not known from them.</summary>
    Mixed,

    /// <summary>No phrase is known from other accounts, some are the account's own of earlier.</summary>
    Own,

    /// <summary>Every phrase (two or more) is known from other accounts: the item itself came before.</summary>
    AllShared,
}
