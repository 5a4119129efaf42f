using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Planning;

/// <summary>What is sent and with which client: shared by everybody who uses the same product, or one person's own.</summary>
internal sealed record Usage(Voice Voice)
{
    /// <summary>System prompt in UTF-8; empty for none.</summary>
    public byte[] System { get; init; } = [];

    public Toolbox Tools { get; init; } = Toolbox.None;

    public RequestShape Shape { get; init; } = RequestShape.Chat;

    /// <summary>Clients; a stream keeps to one of them unless it rotates.</summary>
    public ClientStack[] Stacks { get; init; } = [];

    /// <summary>Share of requests that take another client than the stream's own.</summary>
    public double StackChurn { get; init; }

    /// <summary>Tokens of context beyond the newest message.</summary>
    public LogMixture Context { get; init; } = FittedTiming.ChatInput;

    /// <summary>Share of requests that carry such context.</summary>
    public double ContextShare { get; init; } = 0.3;

    public LogMixture Output { get; init; } = FittedTiming.ChatOutput;

    /// <summary>Factor on the output's length.</summary>
    public double OutputScale { get; init; } = 1;

    /// <summary>Probability that the model refuses.</summary>
    public double Refusals { get; init; } = 0.008;

    /// <summary>Probability that an answer ends in a tool call, where tools are offered.</summary>
    public double ToolCalls { get; init; } = 0.5;

    /// <summary>Index of the model asked for; the newest release may replace it.</summary>
    public int Model { get; init; }

    /// <summary>How many people stand behind one account; 0 when the account does not say.</summary>
    public int EndUsers { get; init; }

    /// <summary>Number of the first of them, where one account's streams have people of their own.</summary>
    public int FirstEndUser { get; init; }

    /// <summary>Whether the client names conversations.</summary>
    public bool NamesConversations { get; init; } = true;
}
