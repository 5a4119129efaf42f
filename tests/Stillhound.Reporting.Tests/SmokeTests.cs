namespace Stillhound.Reporting.Tests;
