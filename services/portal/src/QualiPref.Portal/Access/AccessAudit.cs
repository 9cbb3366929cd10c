using QualiPref.Platform.Auditing;

namespace QualiPref.Portal.Access;

/// <summary>What the audit log is told of persons: who read or decided what, what became of whom, and which grants they hold then. No name and no address.</summary>
internal static class AccessAudit
{
    public static AuditAct List { get; } = new(AuditKinds.Read, "person.list");

    public static AuditAct Read { get; } = new(AuditKinds.Read, "person.read");

    /// <summary>An invitation, or the configuration, lets in who signs in.</summary>
    public static AuditAct Admit { get; } = new(AuditKinds.Access, "person.admit");

    public static AuditAct Invite { get; } = new(AuditKinds.Access, "person.invite");

    public static AuditAct Grant { get; } = new(AuditKinds.Access, "person.grant");

    public static AuditAct Absences { get; } = new(AuditKinds.Access, "person.absences");

    public static AuditAct Leave { get; } = new(AuditKinds.Access, "person.leave");

    /// <summary>The person it is about.</summary>
    public static AuditSubject On(Person person) => AuditSubject.Of("person", person.Id);

    /// <summary>What holds from then on.</summary>
    public static IReadOnlyList<(string Name, string Value)> Details(Person person) =>
    [
        ("state", person.State.ToString().ToLowerInvariant()),
        .. person.Grants.Select((grant, at) => ($"grant{at + 1}", $"{grant.Role}:{grant.Network ?? (grant.Site == PersonGrant.Everywhere ? "all" : grant.Site)}")),
        .. person.Absences.Select((absence, at) => ($"absence{at + 1}", FormattableString.Invariant($"{absence.From:yyyy-MM-dd}/{absence.To:yyyy-MM-dd}/{absence.StandIn}"))),
    ];
}
