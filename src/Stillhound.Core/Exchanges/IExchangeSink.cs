namespace Stillhound.Core.Exchanges;

/// <summary>Takes exchanges one at a time, on one thread.</summary>
public interface IExchangeSink
{
    /// <summary>Takes one exchange. Its spans are valid only during the call.</summary>
    void Accept(in Exchange exchange);
}
