namespace Stillhound.Core.Tests;
