using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Live;

/// <summary>Takes exchanges together with where they stand.</summary>
public interface IPlacedSink
{
    /// <summary>Takes one exchange; its spans hold only during the call.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="at">Byte of the body at which its record starts, from 0.</param>
    void Accept(in Exchange exchange, int at);
}
