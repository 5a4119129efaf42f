namespace Stillhound.Cli.Tests;
