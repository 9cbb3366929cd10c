using System.Text.Json.Serialization;

namespace QualiPref.Synthetic.Requests;

/// <summary>A complaint, suggestion or word of thanks as the public contract takes it.</summary>
public sealed record FilingRequest
{
    /// <summary>Id of the case, made by the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary><c>complaint</c>, <c>suggestion</c> or <c>thanks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>web</c>, <c>kiosk</c>, <c>desk-slip</c>, <c>letter</c>, <c>email</c>, <c>phone</c> or <c>other</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Local legal date of reception; null lets the server date it.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>At most 200 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>At most 10,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Motive code, null while unknown.</summary>
    public string? Motive { get; init; }

    /// <summary>Module code, null while unknown.</summary>
    public string? Module { get; init; }

    /// <summary>What lets the public file it; left out of what staff files.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Proof { get; init; }

    /// <summary>Who filed it; null is an anonymous slip.</summary>
    public ContactRequest? Contact { get; init; }
}

/// <summary>How the person can be reached.</summary>
public sealed record ContactRequest
{
    /// <summary>Name, fictitious here.</summary>
    public required string Name { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Postal address.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Two-letter language code.</summary>
    public string? Language { get; init; }
}
