using System.Diagnostics;

namespace Stillhound.Server.Tests.Enforcement;

/// <summary>Programs of others that tests run, where they are installed.</summary>
internal static class ThirdParty
{
    /// <summary>Where a program is; skips the test when it is not installed.</summary>
    public static string Find(string program, string package)
    {
        var path = new[] { "/usr/sbin", "/usr/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{program} is not installed (apt-get install {package})");
        return path!;
    }

    /// <summary>The system's Python, with modules; skips the test when they are not installed.</summary>
    public static string Python(params string[] modules)
    {
        var python = Find("python3", "python3-grpcio python3-protobuf");
        var (code, _) = Run(python, "", "-c", string.Join("; ", modules.Select(static m => $"import {m}")));
        Assert.SkipWhen(code != 0, $"python3 has not {string.Join(", ", modules)} (apt-get install python3-grpcio python3-protobuf)");
        return python;
    }

    /// <summary>A file of the folder ThirdParties beside this one.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Enforcement", "ThirdParties", name);

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output) Run(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }
}
