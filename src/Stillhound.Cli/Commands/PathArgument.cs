using System.CommandLine;

namespace Stillhound.Cli.Commands;

/// <summary>An argument that takes paths, and takes no misspelt option for one.</summary>
internal static class PathArgument
{
    public static Argument<T> RefuseOptions<T>(this Argument<T> argument)
    {
        argument.Validators.Add(static result =>
        {
            var option = result.Tokens.FirstOrDefault(static t => t.Value.Length > 1 && t.Value[0] == '-');
            if (option is not null)
                result.AddError($"unknown option '{option.Value}' (a file of that name is ./{option.Value})");
        });
        return argument;
    }
}
