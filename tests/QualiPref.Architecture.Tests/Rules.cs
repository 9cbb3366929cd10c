using Mono.Cecil;

namespace QualiPref.Architecture.Tests;

/// <summary>Each rule lists what breaks it, in words that say where.</summary>
internal static class Rules
{
    private static readonly string[] Clocks =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
    ];

    private static readonly string[] Arithmetic = ["System.Math::Sqrt", "System.Math::Pow", "System.Math::Log", "System.Math::Exp", "System.Linq.Enumerable::Average"];

    // Beginnings of names: each stands for the interface and for the class of its extension methods, which is where Find and ToListAsync are.
    private static readonly string[] Queries =
    [
        "MongoDB.Driver.IMongoCollection", "MongoDB.Driver.IMongoDatabase", "MongoDB.Driver.IFindFluent", "MongoDB.Driver.IAggregateFluent",
        "MongoDB.Driver.IAsyncCursor",
    ];

    /// <summary>References among our own assemblies that are not in the list of allowed ones.</summary>
    public static IEnumerable<string> ReferencesBeyond(AssemblyDefinition assembly, params string[] allowed) =>
        Codebase.ReferencesOf(assembly).Except(allowed).Select(name => $"{assembly.Name.Name} references {name}");

    /// <summary>Time comes from an injected TimeProvider, so that tests choose it; only the host names the system's.</summary>
    public static IEnumerable<string> ClocksReadIn(AssemblyDefinition assembly) =>
        from call in Codebase.CallsIn(assembly)
        let name = $"{call.Called.DeclaringType.FullName}::{call.Called.Name}"
        where Clocks.Contains(name) || (name == "System.TimeProvider::get_System" && Codebase.Written(call.Caller.DeclaringType).Name != "QualiPrefHost")
        select $"{call.Caller.FullName} reads {name}";

    /// <summary>Queries and writes are in the room called Storage; elsewhere one asks the storage.</summary>
    public static IEnumerable<string> CollectionsOutsideStorageIn(AssemblyDefinition assembly) =>
        from call in Codebase.CallsIn(assembly)
        where Queries.Any(start => call.Called.DeclaringType.FullName.StartsWith(start, StringComparison.Ordinal))
        let written = Codebase.Written(call.Caller.DeclaringType)
        where !written.Namespace.EndsWith(".Storage", StringComparison.Ordinal)
        select $"{written.FullName} uses {call.Called.DeclaringType.Name}.{call.Called.Name}";

    /// <summary>A service opens its own database and no other.</summary>
    public static IEnumerable<string> ForeignDatabasesIn(AssemblyDefinition assembly, string service) =>
        from call in Codebase.CallsIn(assembly)
        where call.Called.DeclaringType.Name == "MongoDatabases" && call.Called.Name == "For"
        where call.At.Previous?.Operand as string != service
        select $"{call.Caller.FullName} opens {call.At.Previous?.Operand ?? "a database chosen at run time"}";

    /// <summary>What prepares a database asks first whether it is being restored: nobody works on a part of what was there.</summary>
    public static IEnumerable<string> PreparedWhileRestoredIn(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        where type.Interfaces.Any(one => one.InterfaceType.Name == "IStorageSetup")
        where !Codebase.CallsIn(assembly).Any(call => call.Called is { Name: "DemandNoneAsync", DeclaringType.Name: "RestoreMark" } && Codebase.Written(call.Caller.DeclaringType) == type)
        select $"{type.FullName} prepares a database that may be restored at that moment";

    /// <summary>
    /// A catch of whatever comes hands it on: it throws, or passes the exception itself to somebody. What only takes its name, or asks what it is,
    /// leaves a programming error without a stack, for ever.
    /// </summary>
    public static IEnumerable<string> SwallowedIn(AssemblyDefinition assembly) =>
        from method in Codebase.MethodsOf(assembly)
        where Catching.Swallows(method)
        select $"{method.FullName} swallows whatever comes";

    /// <summary>An exception's message may quote what a document holds: what is logged of it is made by the platform's FaultText.</summary>
    public static IEnumerable<string> ExceptionsLoggedIn(AssemblyDefinition assembly) =>
        from method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods)
        where method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "LoggerMessageAttribute") && Catching.TakesException(method)
        select $"{method.FullName} logs an exception's message";

    /// <summary>Rates, intervals, means and tests are computed in one library.</summary>
    public static IEnumerable<string> StatisticsIn(AssemblyDefinition assembly) =>
        from call in Codebase.CallsIn(assembly)
        let name = $"{call.Called.DeclaringType.FullName}::{call.Called.Name}"
        where Arithmetic.Contains(name) || name.StartsWith("MathNet.", StringComparison.Ordinal)
        select $"{call.Caller.FullName} calls {name}";
}
