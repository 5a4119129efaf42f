using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Stillhound.Cli.Tests.Support;

/// <summary>What a run of the program answered.</summary>
internal sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>The one line on standard error.</summary>
    public string ErrorLine
    {
        get
        {
            var line = Error.TrimEnd('\n');
            line.ShouldNotContain("\n");
            line.ShouldStartWith("stillhound: ");
            line.Any(char.IsControl).ShouldBeFalse();
            return line;
        }
    }
}

/// <summary>Runs the program, in this process or as a process of its own.</summary>
internal static class Shell
{
    internal static readonly string Program = Path.Combine(AppContext.BaseDirectory, "stillhound.dll");

    /// <summary>Runs it here. The console is the process's own, so callers belong to <see cref="ConsoleCollection"/>.</summary>
    public static CliResult Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter { NewLine = "\n" };
        using var newError = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            var code = Application.Run(arguments, TestContext.Current.CancellationToken);
            return Checked(new CliResult(code, newOutput.ToString(), newError.ToString()));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Runs it as users do.</summary>
    public static CliResult RunProcess(Stream? input, params string[] arguments) => Finish(Start("dotnet", [Program, .. arguments]), input);

    /// <summary>Runs a shell command in which <c>$0</c> is the program and <c>$1</c> and on are the arguments.</summary>
    public static CliResult RunShell(string command, params string[] arguments) =>
        Finish(Start("/bin/sh", ["-c", command.Replace("$0", "dotnet \"$0\"", StringComparison.Ordinal), Program, .. arguments]), input: null);

    /// <summary>Runs it as users do, and interrupts it as Ctrl-C does once it reads its silent standard input.</summary>
    public static CliResult RunInterrupted(params string[] arguments)
    {
        // The shell starts the program in its own place, so the signal to the process that was started is for the program.
        using var process = Start("/bin/sh", ["-c", "exec dotnet \"$0\" \"$@\"", Program, .. arguments]);
        // A pipe holds less than this, so once it is written the program is reading.
        var record = Encoding.UTF8.GetBytes(Records.Native(1) + "\n");
        for (var i = 0; i < 4 * 1024 * 1024 / record.Length; i++)
            process.StandardInput.BaseStream.Write(record);
        process.StandardInput.BaseStream.Flush();
        using (var kill = Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -INT {process.Id}")]))
            kill.WaitForExit();
        process.WaitForExit();
        return Checked(new CliResult(process.ExitCode, process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd()));
    }

    private static Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static CliResult Finish(Process process, Stream? input)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            using (var pipe = process.StandardInput.BaseStream)
                input?.CopyTo(pipe);
            process.WaitForExit();
            return Checked(new CliResult(process.ExitCode, output.Result, error.Result));
        }
    }

    // No run, whatever was fed to it, shows a stack trace.
    private static CliResult Checked(CliResult result)
    {
        foreach (var text in new[] { result.Output, result.Error })
        {
            // At the start of a line; within one, columns of tables are called so.
            ("\n" + text).ShouldNotContain("\n   at ");
            text.ShouldNotContain("Unhandled exception");
        }

        return result;
    }
}
