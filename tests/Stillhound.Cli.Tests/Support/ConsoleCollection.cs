namespace Stillhound.Cli.Tests.Support;

/// <summary>Tests that capture the console; a process has one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection : ICollectionFixture<SmallWorld>
{
    public const string Name = "console";
}
