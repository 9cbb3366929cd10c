using System.Text.Json;

namespace QualiPref.Synthetic.Sending;

/// <summary>Who made a call.</summary>
public enum Caller
{
    /// <summary>Nobody known: no token.</summary>
    Public,

    /// <summary>A kiosk with its own token.</summary>
    Kiosk,

    /// <summary>A member of staff.</summary>
    Staff,
}

/// <summary>A request that was sent and the reply that was received: all that the outside can know of what happened.</summary>
public sealed record Exchange
{
    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path from the origin, such as <c>/api/surveys/v1/responses/batch</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Whose token it bore.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The one site its token covers; null when it covers all, or there is none.</summary>
    public string? Site { get; init; }

    /// <summary>The kiosk whose token it bore; null for anybody else.</summary>
    public Guid? Kiosk { get; init; }

    /// <summary>Enrolment of that token.</summary>
    public int? Enrolment { get; init; }

    /// <summary>Instant just before it was sent, by this machine's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Body of the request as sent.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Status of the reply.</summary>
    public required int Status { get; init; }

    /// <summary>Body of the reply, null when it has none or is not JSON.</summary>
    public JsonElement? Reply { get; init; }
}
