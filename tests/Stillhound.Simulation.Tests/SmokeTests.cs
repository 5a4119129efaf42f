namespace Stillhound.Simulation.Tests;
