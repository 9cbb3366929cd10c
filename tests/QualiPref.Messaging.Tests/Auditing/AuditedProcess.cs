using Microsoft.Extensions.Options;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Messaging.Tests.Auditing;

/// <summary>What a process has of an audit log: its own connections to the database, and nothing in common with another process.</summary>
internal sealed class AuditedProcess : IDisposable
{
    public const string Service = "complaints", Things = "things";

    private readonly MongoDatabases _databases;

    public AuditedProcess(string connection, string prefix)
    {
        _databases = new MongoDatabases(Options.Create(new StorageOptions { ConnectionString = connection, DatabasePrefix = prefix }));
        Log = new AuditLog(Service, _databases, Things);
    }

    public AuditLog Log { get; }

    public static AuditEntry Entry(DateTimeOffset at, string id, params IEnumerable<(string Name, string Value)> details) => AuditEntry.Of(
        new AuditAct(AuditKinds.Read, "case.read"), AuditActor.Person(Guid.Parse("0b3c5d2e-8f6a-4c1b-9d7e-1a2b3c4d5e6f")), AuditSubject.Of("case", id), at, ["91-EVRY"], details);

    /// <summary>The whole chain and what is wrong with it.</summary>
    public async Task<(IReadOnlyList<SealedEntry> Entries, IReadOnlyList<string> Faults)> ChainAsync(CancellationToken cancellationToken)
    {
        var check = new ChainCheck(Service, []);
        var entries = await Log.ReadAsync(1, int.MaxValue, cancellationToken);
        foreach (var entry in entries) check.Take(entry);
        check.End();
        return (entries, check.Faults);
    }

    public void Dispose() => _databases.Dispose();
}
