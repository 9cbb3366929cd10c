using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Portal.Storage;

/// <summary>An open session: a browser in which a person has signed in.</summary>
internal sealed record SessionDocument
{
    /// <summary>SHA-256 of the secret that the browser's cookie holds: whoever reads it here has no session.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Id of the person.</summary>
    public required Guid Person { get; init; }

    /// <summary>Whom the provider means.</summary>
    public required string Subject { get; init; }

    /// <summary>The provider's own session, where it names it.</summary>
    [BsonIgnoreIfNull]
    public string? ProviderSession { get; init; }

    /// <summary>Browser and system in words, so that the person knows it again.</summary>
    public required string Device { get; init; }

    public required DateTime OpenedAt { get; init; }

    /// <summary>The last request, to the minute.</summary>
    public required DateTime SeenAt { get; init; }

    /// <summary>When the person last showed the provider who they are; null where the provider does not say.</summary>
    [BsonIgnoreIfNull]
    public DateTime? AuthenticatedAt { get; init; }

    /// <summary>When the provider is to be asked again.</summary>
    public required DateTime RenewAt { get; init; }

    /// <summary>When the session ends whatever is done.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>Since when the provider has not answered; null while it does.</summary>
    [BsonIgnoreIfNull]
    public DateTime? AwaySince { get; init; }

    /// <summary>The provider's tokens, encrypted.</summary>
    public required byte[] Tokens { get; init; }
}
