using System.Collections.Concurrent;
using MongoDB.Driver;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Storage;

/// <summary>
/// The kiosks as intake needs them. An entry is trusted for 30 seconds, so that an answer costs no read; a token that was superseded or
/// revoked by another replica is refused after that time at the latest.
/// </summary>
internal sealed class KioskDirectory(SurveysStorage storage, TimeProvider time)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);

    // Only ids out of signed tokens come here, so the number of kiosks bounds it.
    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    /// <summary>Refuses a kiosk's token that is not that of its present enrolment, or was revoked.</summary>
    /// <returns>The kiosk, or null when the caller is none.</returns>
    /// <exception cref="ProblemException">401 when the token was superseded or revoked.</exception>
    public async ValueTask<Kiosk?> RequireCurrentAsync(Submitter submitter, CancellationToken cancellationToken)
    {
        if (submitter.Kiosk is not { } id) return null;
        // A token newer than the entry comes from an enrolment by another replica.
        var kiosk = _entries.TryGetValue(id, out var entry) && entry.Until > time.GetUtcNow() && entry.Kiosk.Enrolment >= submitter.Enrolment
            ? entry.Kiosk
            : await ReloadAsync(id, cancellationToken);
        return kiosk is { IsOut: false } && kiosk.Enrolment == submitter.Enrolment ? kiosk : throw new ProblemException(new Problem(SurveysProblems.TokenSuperseded));
    }

    /// <summary>Takes over what was just written.</summary>
    public void Note(Kiosk kiosk) => _entries[kiosk.Id] = new Entry(kiosk, time.GetUtcNow() + Trusted);

    private async Task<Kiosk?> ReloadAsync(Guid id, CancellationToken cancellationToken)
    {
        // Reading it notes that it was seen: twice a minute is precise enough, and an answer stays one write.
        var kiosk = await storage.Kiosks.FindOneAndUpdateAsync(
            Builders<Kiosk>.Filter.Eq(k => k.Id, id),
            Builders<Kiosk>.Update.Set(k => k.LastSeen, time.GetUtcNow().UtcDateTime),
            new FindOneAndUpdateOptions<Kiosk> { ReturnDocument = ReturnDocument.After }, cancellationToken);
        if (kiosk is not null) Note(kiosk);
        return kiosk;
    }

    private sealed record Entry(Kiosk Kiosk, DateTimeOffset Until);
}
