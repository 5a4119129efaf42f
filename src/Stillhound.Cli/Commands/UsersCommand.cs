using System.CommandLine;
using Stillhound.Server.Access;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound users</c>: what the configuration needs of people who sign in to the console.</summary>
internal static class UsersCommand
{
    public static Command Build() => new("users", "Prepare what the configuration needs of people who sign in to the console.") { Hash() };

    private static Command Hash()
    {
        var command = new Command("hash", "Read a password from standard input and print the hash to put under access.users in the configuration.");
        command.SetAction((_, _) => Task.FromResult(Edge.Guard(Run)));
        return command;
    }

    private static int Run()
    {
        if (!Console.IsInputRedirected)
            Console.Error.Write("Password (it is shown while you type): ");
        var password = Console.In.ReadLine()?.TrimEnd('\r') ?? "";
        if (password.Length < ConsoleUser.Shortest)
        {
            Console.Error.WriteLine($"stillhound: the password is shorter than {ConsoleUser.Shortest} characters");
            return ExitCodes.Unusable;
        }

        Console.Out.WriteLine(ConsoleUser.Hash(password));
        return ExitCodes.Nothing;
    }
}
