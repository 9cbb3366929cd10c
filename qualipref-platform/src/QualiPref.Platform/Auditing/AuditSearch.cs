using MongoDB.Driver;

namespace QualiPref.Platform.Auditing;

/// <summary>What is looked for in an audit log; what is null is not asked for.</summary>
public sealed record AuditSearch
{
    /// <summary>One of <see cref="AuditKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of whoever did it.</summary>
    public string? By { get; init; }

    /// <summary>Id of what it was done to.</summary>
    public string? On { get; init; }

    /// <summary>Code of a site that it is about.</summary>
    public string? Site { get; init; }

    /// <summary>Not before (UTC).</summary>
    public DateTime? From { get; init; }

    /// <summary>Before (UTC).</summary>
    public DateTime? Until { get; init; }

    /// <summary>The last one already seen.</summary>
    public (DateTime At, long Number)? After { get; init; }

    internal FilterDefinition<SealedEntry> Filter()
    {
        var where = Builders<SealedEntry>.Filter;
        var all = new List<FilterDefinition<SealedEntry>>();
        if (Kind is { } kind) all.Add(where.Eq(one => one.Entry.Kind, kind));
        if (By is { } by) all.Add(where.Eq(one => one.Entry.By.Id, by));
        if (On is { } on) all.Add(where.AnyEq(one => one.Entry.On.Ids, on));
        if (Site is { } site) all.Add(where.AnyEq(one => one.Entry.Sites, site));
        if (From is { } from) all.Add(where.Gte(one => one.Entry.At, from));
        if (Until is { } until) all.Add(where.Lt(one => one.Entry.At, until));
        if (After is var (at, number)) all.Add(where.Lt(one => one.Entry.At, at) | (where.Eq(one => one.Entry.At, at) & where.Lt(one => one.Number, number)));
        return all.Count == 0 ? where.Empty : where.And(all);
    }
}
