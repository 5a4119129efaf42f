using System.CommandLine;
using Stillhound.Cli;

var root = new RootCommand("Find, explain and stop distillation attacks in the traffic of an LLM API.");
foreach (var command in CommandList.All())
    root.Subcommands.Add(command);
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
