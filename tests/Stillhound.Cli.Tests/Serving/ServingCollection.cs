namespace Stillhound.Cli.Tests.Serving;

/// <summary>Servers are run one test at a time: two of them on two cores only make each other slow.</summary>
[CollectionDefinition(nameof(ServingCollection))]
public sealed class ServingCollection;
