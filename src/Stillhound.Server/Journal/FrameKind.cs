namespace Stillhound.Server.Journal;

/// <summary>What a frame holds. The numbers are on disk.</summary>
internal enum FrameKind : byte
{
    /// <summary>Fingerprints of exchanges.</summary>
    Exchanges = 1,

    /// <summary>What the operator knows of accounts.</summary>
    AccountFacts = 2,

    /// <summary>Something that happened on the provider's side.</summary>
    ProviderEvent = 3,

    /// <summary>Nothing but the watermark, for times without traffic.</summary>
    Tick = 4,
}
