using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Session;

/// <summary>
/// What the audit log is told of sign-ins: before a session is there or gone, since a session is removed with all that is in its document. A session that ends by itself is not told.
/// </summary>
internal sealed partial class SessionAudit([FromKeyedServices(QualiPrefHost.Portal)] AuditLog log, TimeProvider time, ILogger<SessionAudit> logger)
{
    // More at once are told by the first of them.
    private const int MostNamed = 50;

    private static readonly AuditAct Open = new(AuditKinds.SignIn, "session.open");

    private static readonly AuditAct End = new(AuditKinds.SignIn, "session.end");

    private static readonly AuditAct Refused = new(AuditKinds.SignIn, "session.refused");

    /// <summary>Somebody signs in, or confirms that it is still them.</summary>
    public Task OpenedAsync(Person person, string session, CancellationToken cancellationToken) =>
        AppendAsync(Open, AuditActor.Person(person.Id), person.Id, cancellationToken, ("session", session), ("state", person.State.ToString().ToLowerInvariant()));

    /// <summary>Sessions of somebody end.</summary>
    /// <param name="by">Who ends them: the person, an administrator or the provider.</param>
    /// <param name="person">Whose they are.</param>
    /// <param name="sessions">Their ids.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task EndedAsync(AuditActor by, Guid person, IEnumerable<string> sessions, CancellationToken cancellationToken) =>
        AppendAsync(End, by, person, cancellationToken, [.. sessions.Take(MostNamed).Select((session, at) => ($"session{at + 1}", session))]);

    /// <summary>Somebody is not let in. The page that says so waits for no database that is away.</summary>
    public async Task RefusedAsync(SignInRefusal reason)
    {
        try
        {
            await log.AppendAsync(AuditEntry.Of(Refused, AuditActor.Unknown, new AuditSubject("session", []), time.GetUtcNow(), details: ("reason", reason.ToString())), CancellationToken.None);
        }
        catch (Exception fault) when (StorageFaults.IsOutage(fault))
        {
            LogLost(reason, FaultText.InShort(fault));
        }
    }

    private Task AppendAsync(AuditAct act, AuditActor by, Guid person, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> details) =>
        log.AppendAsync(AuditEntry.Of(act, by, AuditSubject.Of("person", person), time.GetUtcNow(), details: details), cancellationToken);

    [LoggerMessage(EventId = 5109, Level = LogLevel.Warning, Message = "A sign-in that was refused ({Reason}) is not in the audit log: storage is away ({Fault})")]
    private partial void LogLost(SignInRefusal reason, string fault);
}
