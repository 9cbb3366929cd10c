namespace QualiPref.Platform.Auditing;

/// <summary>Something that is audited, as metadata of the call that does it and as entries name it.</summary>
/// <param name="Kind">One of <see cref="AuditKinds"/>.</param>
/// <param name="Name">What exactly, in a word or two: <c>case.read</c>.</param>
public sealed record AuditAct(string Kind, string Name);

/// <summary>The kinds of acts, by which a log is searched.</summary>
public static class AuditKinds
{
    /// <summary>Somebody signed in or out, or was refused.</summary>
    public const string SignIn = "signIn";

    /// <summary>Personal data were given out to somebody.</summary>
    public const string Read = "read";

    /// <summary>Something that was recorded was altered.</summary>
    public const string Correction = "correction";

    /// <summary>Something that was recorded no longer counts.</summary>
    public const string Void = "void";

    /// <summary>A step was taken that changes no record of before, such as one of a case.</summary>
    public const string Decision = "decision";

    /// <summary>An edition was asked for, or that was taken back.</summary>
    public const string Freeze = "freeze";

    /// <summary>Something was put before the public.</summary>
    public const string Publication = "publication";

    /// <summary>Who may do what was changed: of persons, sessions and kiosks.</summary>
    public const string Access = "access";

    /// <summary>Whoever runs the system repaired something.</summary>
    public const string Operation = "operation";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SignIn, Read, Correction, Void, Decision, Freeze, Publication, Access, Operation];
}
