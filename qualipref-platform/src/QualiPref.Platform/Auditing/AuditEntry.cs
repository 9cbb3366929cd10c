using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Platform.Auditing;

/// <summary>Something that was done, by whom, to what and when. Codes and ids only: <see cref="AuditCode"/>.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id, in the order of time.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>When (UTC), to the millisecond.</summary>
    public required DateTime At { get; init; }

    /// <summary>One of <see cref="AuditKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What exactly: <see cref="AuditAct.Name"/>.</summary>
    public required string Act { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActor By { get; init; }

    /// <summary>What it was done to.</summary>
    public required AuditSubject On { get; init; }

    /// <summary>Codes of the sites that it is about; none where it is about no site, or all.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>More about it, by name: versions, names of fields, digests, outcomes.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>An entry about something that is done now.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="on">What it is done to.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="sites">Codes of the sites that it is about.</param>
    /// <param name="details">More about it, by name.</param>
    /// <exception cref="ArgumentException">Something in it is no code: that is a fault of ours.</exception>
    public static AuditEntry Of(AuditAct act, AuditActor by, AuditSubject on, DateTimeOffset now, IEnumerable<string>? sites = null, params IEnumerable<(string Name, string Value)> details)
    {
        ArgumentNullException.ThrowIfNull(act);
        var entry = new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            At = new DateTime(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc),
            Kind = act.Kind,
            Act = act.Name,
            By = by,
            On = on,
            Sites = [.. (sites ?? []).Order(StringComparer.Ordinal)],
            Details = details.ToDictionary(one => one.Name, one => one.Value),
        };
        foreach (var text in entry.Texts()) AuditCode.Demand(text);
        return entry;
    }

    private IEnumerable<string> Texts() =>
        [Kind, Act, By.Kind, By.Id, .. By.For is { } other ? [other] : Array.Empty<string>(), On.Kind, .. On.Ids, .. Sites, .. Details.Keys, .. Details.Values];
}
