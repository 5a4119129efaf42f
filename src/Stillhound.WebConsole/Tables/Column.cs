using Microsoft.AspNetCore.Components;

namespace Stillhound.WebConsole.Tables;

/// <summary>One column of a table: the same value is shown, sorted by, and exported.</summary>
/// <typeparam name="T">What a row is.</typeparam>
/// <param name="Key">Name in links and exports, snake case.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Value">The value: text, a number, a <see cref="DateTimeOffset"/>, a <see cref="TimeSpan"/>, a bool or null.</param>
public sealed record Column<T>(string Key, string Title, Func<T, object?> Value)
{
    /// <summary>How it is shown; null for the value's own way.</summary>
    public RenderFragment<T>? Cell { get; init; }

    /// <summary>Where a cell leads; null for nowhere.</summary>
    public Func<T, string?>? Link { get; init; }

    /// <summary>Standard format of numbers, such as <c>N0</c> or <c>P1</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Whether it holds numbers, which stand to the right.</summary>
    public bool Numeric { get; init; }

    /// <summary>Whether it holds words that are to stand beside each other, not below.</summary>
    public bool Wide { get; init; }

    /// <summary>Whether it names the row.</summary>
    public bool Heads { get; init; }

    /// <summary>Whether it is only shown: no order, no export.</summary>
    public bool Plain { get; init; }

    /// <summary>What is exported in place of the value; null for the value itself.</summary>
    public Func<T, object?>? Exported { get; init; }

    /// <summary>Whether it is exported and not shown.</summary>
    public bool Hidden { get; init; }

    /// <summary>What it means, for who points at its title.</summary>
    public string? Help { get; init; }
}
