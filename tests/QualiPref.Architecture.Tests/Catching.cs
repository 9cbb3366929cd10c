using Mono.Cecil;
using Mono.Cecil.Cil;

namespace QualiPref.Architecture.Tests;

/// <summary>What catch blocks look like once they are compiled.</summary>
internal static class Catching
{
    private static readonly string[] Unspecific =
        ["System.Object", "System.Exception", "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"];

    /// <summary>Whether any exception can get there, cancellation perhaps excepted: a filter that tests types, or asks with the exception, is narrow.</summary>
    public static bool IsWhateverComes(ExceptionHandler handler) => handler.HandlerType switch
    {
        ExceptionHandlerType.Catch => Unspecific.Take(2).Contains(handler.CatchType.FullName),
        ExceptionHandlerType.Filter => Between(handler.FilterStart, handler.HandlerStart).All(instruction => instruction.Operand switch
        {
            TypeReference tested when instruction.OpCode == OpCodes.Isinst => Unspecific.Contains(tested.FullName),
            MethodReference asked => !TakesException(asked),
            _ => true,
        }),
        _ => false,
    };

    /// <summary>A finally that awaits, and an asynchronous using, are compiled into a catch that throws later.</summary>
    public static bool IsFinally(MethodDefinition method, ExceptionHandler handler) =>
        handler.CatchType?.FullName == "System.Object"
        && method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference { DeclaringType.Name: "ExceptionDispatchInfo", Name: "Throw" });

    public static bool HandsOn(ExceptionHandler handler) => Between(handler.HandlerStart, handler.HandlerEnd).Any(instruction =>
        instruction.OpCode == OpCodes.Throw || instruction.OpCode == OpCodes.Rethrow || (instruction.Operand is MethodReference called && TakesException(called)));

    public static bool TakesException(MethodReference method) => method.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.Exception");

    private static IEnumerable<Instruction> Between(Instruction from, Instruction? to)
    {
        for (var instruction = from; instruction is not null && instruction != to; instruction = instruction.Next) yield return instruction;
    }
}
