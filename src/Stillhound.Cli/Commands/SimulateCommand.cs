using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Stillhound.Formats.Inputs;
using Stillhound.Simulation;
using Stillhound.Simulation.Corpora;
using Stillhound.Simulation.Writing;

namespace Stillhound.Cli.Commands;

/// <summary>The <c>simulate</c> command: writes a world with ground truth.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder to write to.", Required = true };
        var seed = new Option<ulong>("--seed") { Description = "Decides everything that is not given.", DefaultValueFactory = _ => 1 };
        var preset = new Option<string?>("--preset") { Description = $"Start from a preset: {string.Join(", ", WorldPresets.Names)}." };
        var exchanges = new Option<long?>("--exchanges") { Description = "Expected number of exchanges." };
        var accounts = new Option<int?>("--accounts") { Description = "Number of accounts, campaigns' included." };
        var days = new Option<int?>("--days") { Description = "Length in days." };
        var campaign = new Option<string[]>("--campaign") { Description = "kind[:dial=value,...]; may be given several times. Dials: accounts, rate, jitter, rewording, mixing, identity, network, human, turns, start, end, join, ban, topics, hours, spread, aged, clients, homes, joins, quota, pools, reseller, name." };
        var lone = new Option<string[]>("--lone") { Description = LoneArgument.Description };
        var none = new Option<bool>("--no-campaigns") { Description = "Honest traffic alone." };
        var corpus = new Option<string[]>("--corpus") { Description = "Real text to mix in: rows {\"source\",\"kind\",\"text\"}, .jsonl or .jsonl.gz.", AllowMultipleArgumentsPerToken = true };
        var gzip = new Option<bool>("--gzip") { Description = "Compress the exchanges." };
        var words = new Option<int?>("--words") { Description = "Mean length that prompts are filled up towards, in words." };
        var dials = new Dial[]
        {
            new("--jitter", "0 to 1, for every campaign that does not set it.", (c, v) => c with { Jitter = c.Jitter ?? v }),
            new("--rewording", "0 to 1, for every campaign that does not set it.", (c, v) => c with { Rewording = c.Rewording ?? v }),
            new("--mixing", "0 to 0.95, for every campaign that does not set it.", (c, v) => c with { Mixing = c.Mixing ?? v }),
            new("--rate", "Exchanges a day per account, for every campaign that does not set it.", (c, v) => c with { Rate = c.Rate ?? v }),
            new("--campaign-accounts", "Accounts, for every campaign that does not set it.", (c, v) => c with { Accounts = c.Accounts ?? (int)v }),
        };
        var command = new Command("simulate", "Write a simulated world with ground truth: exchanges, account facts, events and truth.")
        {
            output, seed, preset, exchanges, accounts, days, campaign, lone, none, corpus, gzip, words,
        };
        foreach (var dial in dials)
            command.Options.Add(dial.Option);

        command.SetAction((parsed, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            try
            {
                var name = parsed.GetValue(preset);
                var chosen = parsed.GetValue(campaign) ?? [];
                var options = PresetOf(name ?? "quick", parsed.GetValue(seed), parsed.GetValue(accounts)) ?? throw new FormatException($"unknown preset '{name}'; use one of {string.Join(", ", WorldPresets.Names)}");
                var sized = parsed.GetValue(exchanges) is not null || parsed.GetValue(accounts) is not null;
                options = options with
                {
                    Days = parsed.GetValue(days) ?? options.Days,
                    Accounts = sized ? parsed.GetValue(accounts) : options.Accounts,
                    Exchanges = sized ? parsed.GetValue(exchanges) : options.Exchanges,
                    Lone = LoneArgument.ReadAll(parsed.GetValue(lone)),
                    MeanPromptWords = parsed.GetValue(words),
                    Campaigns = parsed.GetValue(none) ? [] : chosen.Length > 0 ? [.. chosen.Select(CampaignArgument.Read)] : options.Campaigns,
                };
                foreach (var dial in dials)
                {
                    if (parsed.GetValue(dial.Option) is { } value)
                        options = options with { Campaigns = [.. options.Campaigns.Select(c => dial.Set(c, value))] };
                }

                return Write(options, parsed.GetValue(output)!, parsed.GetValue(corpus) ?? [], parsed.GetValue(gzip), cancellation);
            }
            catch (Exception problem) when (problem is FormatException or ArgumentException or InvalidDataException)
            {
                throw new InputException(WithoutParameter(problem.Message), problem);
            }
        })));
        return command;
    }

    // Groups of an honest preset grow with it.
    private static WorldOptions? PresetOf(string name, ulong seed, int? accounts) =>
        (accounts is > 0 ? WorldPresets.FindHonest(name, seed, accounts.Value) : null) ?? WorldPresets.Find(name, seed);

    private static int Write(WorldOptions options, string folder, string[] corpora, bool gzip, CancellationToken cancellation)
    {
        if (File.Exists(folder))
            throw new FormatException($"{folder} is a file");
        if (!WorldFolder.IsFree(folder))
            throw new FormatException($"{folder} holds something else; give a new or empty folder");
        if (corpora.Length > 0)
            options = options with { Corpus = CorpusFiles.Read(corpora) };
        var world = World.Create(options);
        var watch = Stopwatch.StartNew();
        var written = WriteWhole(world, folder, gzip, cancellation);
        var campaigns = world.Truth.Count(t => t.Campaign);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder}: {written:N0} exchanges, {world.Truth.Count:N0} accounts ({campaigns:N0} in {options.Campaigns.Count} campaigns), seed {options.Seed}, {written / Math.Max(watch.Elapsed.TotalSeconds, 0.001):N0} exchanges/s"));
        return ExitCodes.Nothing;
    }

    private static long WriteWhole(World world, string folder, bool gzip, CancellationToken cancellation)
    {
        try
        {
            if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
                return WorldFolder.Write(world, folder, gzip, cancel: cancellation);
            return AnsiConsole.Status().Start("planning", status =>
                WorldFolder.Write(world, folder, gzip, count => status.Status($"{count:N0} exchanges"), cancellation));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Half a world looks like a whole one.
            foreach (var name in WorldFolder.FileNames)
                File.Delete(Path.Combine(folder, name));
            throw;
        }
    }

    // ArgumentException appends the parameter's name, which means nothing to a user.
    private static string WithoutParameter(string message)
    {
        var parameter = message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return parameter < 0 ? message : message[..parameter];
    }

    private sealed record Dial(string Name, string Description, Func<CampaignSpec, double, CampaignSpec> Set)
    {
        public Option<double?> Option { get; } = new(Name) { Description = Description };
    }
}
