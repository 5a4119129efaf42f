using Stillhound.Cli;

Edge.CatchStrays();
using var interrupt = new Interrupt();
return Application.Run(args, interrupt.Token);
