using Microsoft.Extensions.Logging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Surveys.Storage;

/// <summary>The waves as intake needs them, read every ten seconds: an answer costs no read.</summary>
internal sealed class WaveBook(WaveStore store, SurveysStorage storage, TimeProvider time, ILogger<WaveBook> logger) : IWorker, IStorageSetup
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private volatile IReadOnlyList<Wave> _waves = [];

    /// <summary>All waves.</summary>
    public IReadOnlyList<Wave> All => _waves;

    /// <summary>The wave that a site asks on a day. Of two that were made at once it is the one that begins last.</summary>
    public Wave? AskedAt(string site, DateOnly day) => _waves
        .Where(wave => wave.IsAskedOn(day) && wave.Sites.Contains(site))
        .OrderByDescending(wave => wave.First).ThenByDescending(wave => wave.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Code of the wave that an answer belongs to.</summary>
    public string? Of(string? site, string questionnaire, int version, DateOnly date) => site is null ? null : _waves
        .Where(wave => wave.Holds(questionnaire, version, date) && wave.Sites.Contains(site))
        .OrderByDescending(wave => wave.First).ThenByDescending(wave => wave.Id, StringComparer.Ordinal)
        .FirstOrDefault()?.Id;

    /// <summary>Reads them anew.</summary>
    public async Task LookAsync(CancellationToken cancellationToken) => _waves = await store.ReadAsync(cancellationToken);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Half of the waves are not to be taken for all.
        await RestoreMark.DemandNoneAsync(storage.Database, cancellationToken);
        await LookAsync(cancellationToken);
    }

    public Task RunAsync(CancellationToken stoppingToken) => new WorkLoop("Looking at the waves", time, logger).RunAsync(
        async token =>
        {
            await LookAsync(token);
            return Pause;
        }, stoppingToken);
}
