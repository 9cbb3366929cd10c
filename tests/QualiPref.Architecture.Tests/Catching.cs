using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace QualiPref.Architecture.Tests;

/// <summary>What catch blocks look like once they are compiled.</summary>
internal static class Catching
{
    private static readonly string[] Unspecific =
        ["System.Object", "System.Exception", "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"];

    /// <summary>Whether some catch of a method takes whatever comes and hands nothing of it on.</summary>
    public static bool Swallows(MethodDefinition method)
    {
        if (!method.Body.HasExceptionHandlers) return false;
        // One form of each instruction instead of three.
        method.Body.SimplifyMacros();
        return method.Body.ExceptionHandlers.Any(handler => IsWhateverComes(handler) && !HandsOn(method, handler));
    }

    public static bool TakesException(MethodReference method) => method.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.Exception");

    /// <summary>Whether any exception can get there, cancellation perhaps excepted: a filter that lets in certain types, or what a question names, is narrow.</summary>
    private static bool IsWhateverComes(ExceptionHandler handler) => handler.HandlerType switch
    {
        ExceptionHandlerType.Catch => Unspecific.Take(2).Contains(handler.CatchType.FullName),
        ExceptionHandlerType.Filter => !Between(handler.FilterStart, handler.HandlerStart).Any(instruction => IsQuestion(instruction) && !IsNegated(instruction)),
        _ => false,
    };

    private static bool IsQuestion(Instruction instruction) => instruction.Operand switch
    {
        TypeReference tested => instruction.OpCode == OpCodes.Isinst && !Unspecific.Contains(tested.FullName),
        MethodReference asked => TakesException(asked) && IsJudgement(asked),
        _ => false,
    };

    // What is let in unless it is of a kind is all but that kind.
    private static bool IsNegated(Instruction question) => Between(question.Next, null).Take(4).Select(instruction => instruction.OpCode).ToList() switch
    {
        [var jump, ..] when jump == OpCodes.Brtrue => true,
        [var nothing, var equals, ..] when (nothing == OpCodes.Ldnull || nothing == OpCodes.Ldc_I4) && equals == OpCodes.Ceq => true,
        [var nothing, var greater, var no, var equals] => (nothing, greater, no, equals) == (OpCodes.Ldnull, OpCodes.Cgt_Un, OpCodes.Ldc_I4, OpCodes.Ceq),
        _ => false,
    };

    /// <summary>In the block itself; or after it, where the compiler puts a block that awaits, and a finally that does: then the block only keeps the exception.</summary>
    private static bool HandsOn(MethodDefinition method, ExceptionHandler handler) =>
        Between(handler.HandlerStart, handler.HandlerEnd).Any(IsHandingOn)
        || Between(handler.FilterStart ?? handler.HandlerStart, handler.HandlerEnd).Where(IsKeeping).Any(kept => IsHandedOnAfter(EndOf(method, handler), kept.Operand));

    private static bool IsHandingOn(Instruction instruction) => instruction.OpCode == OpCodes.Throw || instruction.OpCode == OpCodes.Rethrow
        || (instruction.Operand is MethodReference called && TakesException(called) && !IsJudgement(called));

    // Its name, with those of its causes, leaves no trace of where it was thrown.
    private static bool IsJudgement(MethodReference called) =>
        called.Name is "NameOf" or "InShort" || called.Name.StartsWith("Is", StringComparison.Ordinal);

    private static bool IsKeeping(Instruction instruction) =>
        (instruction.OpCode == OpCodes.Stloc && CanBeException(((VariableDefinition)instruction.Operand).VariableType))
        || (instruction.OpCode == OpCodes.Stfld && CanBeException(((FieldReference)instruction.Operand).FieldType));

    private static bool CanBeException(TypeReference type) => Unspecific.Take(2).Contains(type.FullName);

    // The blocks of one try keep in the same place.
    private static Instruction? EndOf(MethodDefinition method, ExceptionHandler handler) =>
        method.Body.ExceptionHandlers.Last(other => other.TryStart == handler.TryStart && other.TryEnd == handler.TryEnd).HandlerEnd;

    private static bool IsHandedOnAfter(Instruction? end, object kept)
    {
        var after = Between(end, null).SkipWhile(instruction => !IsSame(instruction.Operand, kept)).ToList();
        // What is first overwritten serves another block. That a state machine ends in a fault is nobody's doing.
        return after is [{ } first, ..] && (first.OpCode == OpCodes.Ldloc || first.OpCode == OpCodes.Ldfld)
            && after.Any(instruction => IsHandingOn(instruction) && instruction.Operand is not MethodReference { Name: "SetException" });
    }

    private static bool IsSame(object? one, object other) => one is FieldReference field ? field.FullName == (other as FieldReference)?.FullName : one == other;

    private static IEnumerable<Instruction> Between(Instruction? from, Instruction? to)
    {
        for (var instruction = from; instruction is not null && instruction != to; instruction = instruction.Next) yield return instruction;
    }
}
