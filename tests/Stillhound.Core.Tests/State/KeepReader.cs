using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Stillhound.Core.Tests.State;

/// <summary>Which fields the methods named Keep of a type touch, read from their code: those of what they call in the type too, and those behind properties.</summary>
internal static class KeepReader
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(static f => (OpCode)f.GetValue(null)!).ToDictionary(static c => c.Value);

    public static HashSet<FieldInfo> FieldsOf(Type type)
    {
        var fields = new HashSet<FieldInfo>();
        var waiting = new Stack<MethodBase>(KeepsOf(type));
        var seen = new HashSet<MethodBase>(waiting);
        while (waiting.TryPop(out var method))
        {
            foreach (var (_, member) in Members(method))
            {
                if (member is FieldInfo field)
                    fields.Add(field);
                else if (member is MethodBase called && IsFollowed(called, type) && seen.Add(called))
                    waiting.Push(called);
            }
        }

        return fields;
    }

    /// <summary>Whether a field is set after its object was made.</summary>
    public static bool IsSet(FieldInfo field) => field.DeclaringType!.GetMethods(All)
        .Any(m => Members(m).Any(x => (x.Code == OpCodes.Stfld || x.Code == OpCodes.Ldflda) && x.Member is FieldInfo set && set == field));

    private static IEnumerable<MethodBase> KeepsOf(Type type) =>
        type.GetMethods(All).Where(static m => m.Name.StartsWith("Keep", StringComparison.Ordinal) || m.Name.EndsWith(".Keep", StringComparison.Ordinal));

    private static bool IsFollowed(MethodBase called, Type type)
    {
        var of = called.DeclaringType;
        if (called.IsSpecialName && called is MethodInfo && of?.Assembly == type.Assembly)
            return true; // a property
        while (of is not null && of != type && of.IsDefined(typeof(CompilerGeneratedAttribute)))
            of = of.DeclaringType;
        return of == type && called is MethodInfo;
    }

    private static IEnumerable<(OpCode Code, MemberInfo Member)> Members(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok)
                yield return (code, method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
