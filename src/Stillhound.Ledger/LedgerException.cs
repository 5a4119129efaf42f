namespace Stillhound.Ledger;

/// <summary>A ledger could not be read or written.</summary>
public sealed class LedgerException : IOException
{
    /// <summary>Makes one.</summary>
    public LedgerException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
