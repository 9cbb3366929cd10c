using Mono.Cecil;
using Mono.Cecil.Cil;

namespace QualiPref.Architecture.Tests;

/// <summary>The assemblies of the product as the compiler wrote them.</summary>
internal static class Codebase
{
    public static readonly string[] Services = ["Surveys", "Complaints", "Indicators", "Reporting", "Portal"];

    public static AssemblyDefinition Contracts => Read("QualiPref.Contracts");

    public static AssemblyDefinition Statistics => Read("QualiPref.Statistics");

    public static AssemblyDefinition Platform => Read("QualiPref.Platform");

    public static AssemblyDefinition AllInOne => Read("QualiPref.AllInOne");

    public static IReadOnlyList<AssemblyDefinition> ServiceLibraries => [.. Services.Select(service => Read($"QualiPref.{service}"))];

    public static IReadOnlyList<AssemblyDefinition> Product => [Contracts, Statistics, Platform, .. ServiceLibraries, AllInOne];

    /// <summary>This assembly, in which violations are planted: a rule that does not see its own would guard nothing.</summary>
    public static AssemblyDefinition Planted => Read("QualiPref.Architecture.Tests");

    public static IEnumerable<string> ReferencesOf(AssemblyDefinition assembly) =>
        assembly.MainModule.AssemblyReferences.Select(reference => reference.Name).Where(name => name.StartsWith("QualiPref.", StringComparison.Ordinal));

    public static IEnumerable<MethodDefinition> MethodsOf(AssemblyDefinition assembly) =>
        assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    public static IEnumerable<(MethodDefinition Caller, MethodReference Called, Instruction At)> CallsIn(AssemblyDefinition assembly) =>
        from method in MethodsOf(assembly)
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        select (method, (MethodReference)instruction.Operand, instruction);

    /// <summary>The type that a person wrote: closures and state machines are nested in it.</summary>
    public static TypeDefinition Written(TypeDefinition type) => type.DeclaringType is { } outer ? Written(outer) : type;

    private static AssemblyDefinition Read(string name) => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
}
