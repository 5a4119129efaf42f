namespace Stillhound.Formats.Rejects;

/// <summary>Takes the sampled rejects, in the order of the input, on the thread that runs the reader.</summary>
public interface IRejectSink
{
    /// <summary>Takes one reject.</summary>
    void Accept(Reject reject);
}
