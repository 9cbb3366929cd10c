namespace QualiPref.Portal.Services;

/// <summary>What a service has parked: how many wait for somebody in all, and the oldest of each place.</summary>
internal sealed record ParkedList(long Waiting, IReadOnlyList<ParkedThing> Items)
{
    /// <summary>A service lists no more of one place.</summary>
    public const int MostOfOnePlace = 200;
}

/// <summary>Something that could not go on by itself; the reason is the service's own, in English.</summary>
internal sealed record ParkedThing(string Place, string Id, DateTimeOffset ParkedAt, string Reason, ParkedDecision? GivenUp);

/// <summary>Somebody gave it up.</summary>
internal sealed record ParkedDecision(DateTimeOffset At, string By, string Reason);

/// <summary>A message that a service could not take; its content as text, in base64 where it is none, and of a long one the beginning.</summary>
internal sealed record ParkedMessage(
    string? Queue, string? ContentType, long Bytes, string Content, bool IsBase64, bool IsWhole, int Tries, IReadOnlyList<MessageMending> Mendings)
{
    /// <summary>Longest content that a form gives back; a longer one is mended by a program.</summary>
    public const int MostInForm = 100_000;

    /// <summary>Its ETag: the version that a mending has to be of.</summary>
    public string Version { get; init; } = "";

    public bool FitsForm => IsWhole && !IsBase64 && Content.Length <= MostInForm;
}

/// <summary>Somebody mended a message.</summary>
internal sealed record MessageMending(DateTimeOffset At, string By, string Reason);

/// <summary>What one service has parked; null when it does not answer.</summary>
internal sealed record ServiceParking(string Service, ParkedList? Parked);

/// <summary>The things of one place of a service, oldest first.</summary>
internal sealed record ParkedPlace(string Service, string Place, IReadOnlyList<ParkedThing> Things)
{
    /// <summary>There are more than the service lists.</summary>
    public bool IsFull => Things.Count >= ParkedList.MostOfOnePlace;
}

/// <summary>What all services have parked.</summary>
internal sealed record ParkedEverywhere(IReadOnlyList<ServiceParking> Services)
{
    /// <summary>How many wait for somebody, in the services that answer.</summary>
    public long Waiting => Services.Sum(one => one.Parked?.Waiting ?? 0);

    /// <summary>The services that do not answer.</summary>
    public IEnumerable<string> Away => Services.Where(one => one.Parked is null).Select(one => one.Service);

    public IEnumerable<ParkedPlace> Places =>
        from service in Services
        from place in (service.Parked?.Items ?? []).GroupBy(thing => thing.Place)
        select new ParkedPlace(service.Service, place.Key, [.. place]);
}
