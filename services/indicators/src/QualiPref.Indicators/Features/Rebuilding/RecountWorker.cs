using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.Rebuilding;

/// <summary>
/// Has everything counted anew when the catalogue gains a question of a rate: days on which nobody answered it do not say yet who left it blank. Each replica asks
/// for that at its own change, since the others go on counting by the questions of before until theirs: the last of these rebuilds is right.
/// </summary>
internal sealed partial class RecountWorker(
    LiveCatalogue catalogue, RebuildStore rebuilds, BalanceReader balance, TimeProvider time, ILogger<RecountWorker> logger) : IWorker
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly WorkLoop _loop = new("Looking whether cells are to be counted by other questions", time, logger);

    // None yet: then it is the one that the work began with.
    private Catalogue? _seen;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(LookAsync, stoppingToken);

    /// <summary>Asks for a rebuild if the catalogue came to have other questions since the last look.</summary>
    /// <returns>How long to rest.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var current = catalogue.Current;
        if (!QuestionsOf(current).SetEquals(QuestionsOf(_seen ?? catalogue.AtStart))) await AskAsync(current, cancellationToken);
        _seen = current;
        return Look;
    }

    private async Task AskAsync(Catalogue current, CancellationToken cancellationToken)
    {
        var heard = await balance.FirstMonthsAsync([.. current.Sites.Select(site => site.Code)], cancellationToken);
        List<string> sites = [.. heard.Where(since => since.Source == FactSources.Surveys).Select(since => since.Site)];
        if (sites.Count == 0) return;
        var now = time.GetUtcNow();
        var rebuild = new RebuildDocument
        {
            Id = Guid.CreateVersion7(now),
            Sites = sites,
            From = heard.Min(since => since.Month),
            // Tomorrow is the latest day that a site can have.
            To = TimeZoneInfo.Utc.LocalDate(now).AddDays(1),
            Done = 0,
            Facts = 0,
            RunningSince = now.UtcDateTime,
        };
        await rebuilds.AddAsync(rebuild, audit: null, cancellationToken);
        LogRecount(sites.Count, rebuild.From);
    }

    private static HashSet<(string Questionnaire, string Question)> QuestionsOf(Catalogue catalogue) =>
        [.. CellContents.QuestionsOf(catalogue).SelectMany(questionnaire => questionnaire.Select(question => (questionnaire.Key, question)))];

    [LoggerMessage(EventId = 3801, Level = LogLevel.Information, Message = "The catalogue has other questions of rates: the cells of {Sites} sites are counted anew from {From} on")]
    private partial void LogRecount(int sites, DateOnly from);
}
