namespace Stillhound.Formats.Tests;
