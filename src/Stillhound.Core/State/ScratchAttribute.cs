namespace Stillhound.Core.State;

/// <summary>
/// Marks what is no state: buffers, and what is read anew from kept state at each use. On a class it says so of all its fields.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Class)]
internal sealed class ScratchAttribute : Attribute;
