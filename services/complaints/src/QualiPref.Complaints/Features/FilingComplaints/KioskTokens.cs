using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Polly;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>
/// Whether a kiosk's token still holds: it lives for years, and its end is known to <c>surveys</c> alone. What <c>surveys</c> said is trusted for half a
/// minute, and for a whole one while it does not answer; then filings of kiosks wait (503), since a filing is not lost where it was not acknowledged,
/// and one by a stolen device could not be told from the others later.
/// </summary>
internal sealed class KioskTokens(HttpClient surveys, HeardEnrolments heard, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // A person waits in front of the kiosk: what surveys does not say within seconds is not known.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Refuses a kiosk's token that was superseded or revoked. One call a kiosk and half minute, one a filing while <c>surveys</c> does not answer.</summary>
    /// <exception cref="ProblemException">401, or 503 when it cannot be known.</exception>
    public async Task RequireCurrentAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller is not { Kiosk: { } kiosk, Enrolment: { } enrolment }) throw Refused();
        var known = heard.Of(kiosk);
        // A token newer than what was heard comes from an enrolment since.
        var isFresh = known is not null && Age(known) < Fresh && known.Enrolment >= enrolment;
        if (!isFresh && await AskAsync(kiosk, cancellationToken) is { } answer) heard.Note(kiosk, known = answer);
        if (known is null || Age(known) >= Longest) throw new ProblemException(new Problem(ComplaintsProblems.KioskUnknownForNow) { RetryAfter = TimeSpan.FromSeconds(5) });
        if (known.Enrolment != enrolment || known.IsRevoked) throw Refused();
    }

    private TimeSpan Age(HeardEnrolment known) => time.GetUtcNow() - known.At;

    private async Task<HeardEnrolment?> AskAsync(Guid kiosk, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, new Uri($"kiosks/{kiosk}/enrolment", UriKind.Relative)).Within(Patience);
            using var response = await surveys.SendAsync(question, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound) return new HeardEnrolment(at, 0, IsRevoked: true);
            response.EnsureSuccessStatusCode();
            var said = (await response.Content.ReadFromJsonAsync<Said>(cancellationToken))!;
            return new HeardEnrolment(at, said.Enrolment, said.Revoked);
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException or JsonException)
        {
            return null;
        }
    }

    private static ProblemException Refused() => new(new Problem(ComplaintsProblems.KioskTokenRefused));

    private sealed record Said(int Enrolment, bool Revoked);
}

/// <summary>What <c>surveys</c> said of a kiosk, and when it was asked.</summary>
internal sealed record HeardEnrolment(DateTimeOffset At, int Enrolment, bool IsRevoked);

/// <summary>The last that was heard of each kiosk. Only ids out of signed tokens come here, so the number of kiosks bounds it.</summary>
internal sealed class HeardEnrolments
{
    private readonly ConcurrentDictionary<Guid, HeardEnrolment> _byKiosk = new();

    public HeardEnrolment? Of(Guid kiosk) => _byKiosk.GetValueOrDefault(kiosk);

    public void Note(Guid kiosk, HeardEnrolment heard) => _byKiosk[kiosk] = heard;
}
