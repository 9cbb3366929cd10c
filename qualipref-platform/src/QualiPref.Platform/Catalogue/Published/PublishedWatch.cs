using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Catalogue.Published;

/// <summary>Looks every ten seconds at what was published, and has the catalogue in force take it.</summary>
internal sealed class PublishedWatch(PublishedStore store, LiveCatalogue catalogue, IServiceScopeFactory scopes, TimeProvider time, ILogger<PublishedWatch> logger) : IWorker
{
    // As often as the folder is looked at: what a site needs is known everywhere in less than PublishedQuestionnaire.Settling.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public Task RunAsync(CancellationToken stoppingToken) =>
        new WorkLoop("Looking at what questionnaires were published", time, logger).RunAsync(RoundAsync, stoppingToken);

    private async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        if (store.IsCopy) await FetchAsync(await store.ReadAsync(cancellationToken), cancellationToken);
        await catalogue.TakeAsync(store.ReadAsync, cancellationToken);
        return Pause;
    }

    private async Task FetchAsync(IReadOnlyList<PublishedQuestionnaire> known, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var surveys = scope.ServiceProvider.GetRequiredService<QuestionnairesClient>();
        foreach (var version in await surveys.ListAsync(cancellationToken))
        {
            if (version.PublishedAt is not { } publishedAt) continue;
            var held = known.FirstOrDefault(one => (one.Code, one.Version) == (version.Code, version.Version));
            if (held is not null && held.WithdrawnAt == version.WithdrawnAt?.UtcDateTime) continue;
            await store.KeepAsync(new PublishedQuestionnaire
            {
                Code = version.Code,
                Version = version.Version,
                Json = held?.Json ?? await surveys.ReadAsync(version, cancellationToken),
                PublishedAt = publishedAt.UtcDateTime,
                WithdrawnAt = version.WithdrawnAt?.UtcDateTime,
            }, cancellationToken);
        }
    }
}

/// <summary>Has the catalogue begin with what this service knows to be published, before it takes its first request.</summary>
internal sealed class PublishedSetup(PublishedStore store, LiveCatalogue catalogue) : IStorageSetup
{
    public async Task PrepareAsync(CancellationToken cancellationToken) => catalogue.Begin(await store.ReadAsync(cancellationToken));
}
