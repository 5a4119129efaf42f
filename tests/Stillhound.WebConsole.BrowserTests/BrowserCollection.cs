namespace Stillhound.WebConsole.BrowserTests;

/// <summary>Servers and pages are run one test at a time: on two cores they only make each other slow.</summary>
[CollectionDefinition(nameof(BrowserCollection))]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
