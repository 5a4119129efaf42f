using System.Collections.Concurrent;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Work spaces that are not in use. Steps that run on several threads borrow one each, so that a search allocates little and no
/// two threads share one. Nothing may depend on which one is borrowed.
/// </summary>
/// <typeparam name="T">A work space.</typeparam>
[Scratch]
internal sealed class Spares<T>(Func<T> make)
    where T : class
{
    private readonly ConcurrentStack<T> _free = new();

    /// <summary>Borrows one, new if all are in use.</summary>
    public T Borrow() => _free.TryPop(out var spare) ? spare : make();

    /// <summary>Drops those that are not in use.</summary>
    public void Clear() => _free.Clear();

    /// <summary>Gives one back.</summary>
    public void Return(T spare) => _free.Push(spare);
}
