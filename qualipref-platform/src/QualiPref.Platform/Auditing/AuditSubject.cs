namespace QualiPref.Platform.Auditing;

/// <summary>What something was done to.</summary>
/// <param name="Kind">What it is, in a word: <c>case</c>.</param>
/// <param name="Ids">Its id; several where a list was given out, none where there was nothing in it.</param>
public sealed record AuditSubject(string Kind, IReadOnlyList<string> Ids)
{
    /// <summary>One thing by its id.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its id.</param>
    public static AuditSubject Of(string kind, Guid id) => new(kind, [id.ToString()]);

    /// <summary>One thing by its name.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its name, a code.</param>
    public static AuditSubject Of(string kind, string id) => new(kind, [id]);

    /// <summary>What a list gave out.</summary>
    /// <param name="kind">What it lists.</param>
    /// <param name="ids">Ids of what is in it.</param>
    public static AuditSubject Of(string kind, IEnumerable<Guid> ids) => new(kind, [.. ids.Select(id => id.ToString())]);
}
