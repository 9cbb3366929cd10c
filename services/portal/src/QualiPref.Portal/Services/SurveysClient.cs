using System.Globalization;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service that pages make.</summary>
internal sealed class SurveysClient(HttpClient http) : ServiceClient(http, ServiceNames.Surveys)
{
    public Task<ServicePage<ListedKiosk>> ListKiosksAsync(string? site, string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<ListedKiosk>>("kiosks" + QueryText.Of(("site", site), ("cursor", cursor), ("pageSize", Text(pageSize))), cancellationToken);

    /// <summary>Creates a kiosk; the same key gives the same one, with a new code until it is enrolled.</summary>
    public Task<KioskCode> CreateKioskAsync(Guid key, string site, string label, CancellationToken cancellationToken) =>
        PostAsync<KioskCode>("kiosks", new { site, label }, cancellationToken, idempotencyKey: key.ToString());

    /// <summary>A new code for a kiosk whose device is replaced.</summary>
    public Task<KioskCode> RenewCodeAsync(Guid kiosk, CancellationToken cancellationToken) =>
        PostAsync<KioskCode>($"kiosks/{kiosk}/enrolment-code", new { }, cancellationToken);

    public Task<ServicePage<KeptResponse>> ListSetAsideAsync(string? site, Guid? kiosk, string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<KeptResponse>>(
            "responses" + QueryText.Of(("status", "setAside"), ("site", site), ("kiosk", kiosk?.ToString()), ("cursor", cursor), ("pageSize", Text(pageSize))),
            cancellationToken);

    /// <summary>Decides about an answer that was set aside.</summary>
    /// <param name="id">The answer.</param>
    /// <param name="decision"><c>accept</c> or <c>discard</c>.</param>
    /// <param name="version">Version that the person saw.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<DecidedResponse> DecideAsync(Guid id, string decision, long version, string reason, CancellationToken cancellationToken) =>
        PostAsync<DecidedResponse>($"responses/{id}/{decision}", new { reason }, cancellationToken, ifMatch: $"\"{version}\"");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A kiosk and what is missing from it.</summary>
internal sealed record ListedKiosk
{
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public required string Label { get; init; }

    /// <summary><c>created</c> until its first device is enrolled.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Server time minus device time.</summary>
    public double? ClockOffsetSeconds { get; init; }

    public long LastContiguousSequence { get; init; }

    public IReadOnlyList<MissingRange> Missing { get; init; } = [];

    public int SetAside { get; init; }

    public long? Backlog { get; init; }

    public string? AppVersion { get; init; }

    public int Enrolment { get; init; }
}

/// <summary>Sequence numbers that never came, both ends included.</summary>
internal sealed record MissingRange(long From, long To);

/// <summary>The code with which a kiosk enrols, shown this once.</summary>
internal sealed record KioskCode(Guid Id, string EnrolmentCode);

/// <summary>An answer that was kept without being counted; <c>Raw</c> is what the server could not read.</summary>
internal sealed record KeptResponse
{
    public required Guid Id { get; init; }

    public string? Site { get; init; }

    public DateOnly Date { get; init; }

    public string? Channel { get; init; }

    public long Version { get; init; }

    public string? Code { get; init; }

    public DateTimeOffset AnsweredAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public Guid? Kiosk { get; init; }

    public long? Sequence { get; init; }

    public string? Comment { get; init; }

    public string? Raw { get; init; }
}

/// <summary>The answer after the decision.</summary>
internal sealed record DecidedResponse(Guid Id, string Status);
