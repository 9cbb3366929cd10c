using Microsoft.Extensions.Logging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.MaskingOlderAnswers;

/// <summary>
/// Goes through the ledger once it runs by other rules of masking than before, or after a restoration, one replica at a time, and goes on where it was broken off. It goes through
/// it a second time an hour later: until then replicas of the version before may have stored answers as they store them.
/// </summary>
internal sealed partial class MaskingWorker(MaskingStore store, SurveysStorage storage, TimeProvider time, ILogger<MaskingWorker> logger) : IWorker
{
    /// <summary>Number of the rules of <see cref="Masking.PersonalData"/>: raise it whenever they hide more.</summary>
    public const int Rules = 2;

    private const int Rounds = 2;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromHours(1);
    private static readonly TimeSpan WhileAnotherDoes = TimeSpan.FromSeconds(2);

    private readonly SweepLease _lease = new(storage.Database, "mask-answers", time);
    private readonly WorkLoop _loop = new("Masking personal data in older answers", time, logger);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(DoRoundAsync, stoppingToken);

    private async Task<TimeSpan> DoRoundAsync(CancellationToken stoppingToken)
    {
        var progress = await store.FindAsync(stoppingToken) is { Rules: Rules } begun ? begun : new MaskingProgress { Id = MaskingProgress.Texts, Rules = Rules, Round = 1 };
        if (progress.Round > Rounds) return Timeout.InfiniteTimeSpan;
        var rest = progress.RoundEndedAt + BetweenRounds - time.GetUtcNow();
        if (rest > TimeSpan.Zero) return rest.Value;
        if (!await _lease.TryHoldAsync(stoppingToken)) return WhileAnotherDoes;
        var last = await store.MaskSomeAsync(progress.After, stoppingToken);
        await store.SaveAsync(last is { } after ? Until(progress, after) : Ended(progress), stoppingToken);
        if (last is null) LogRound(progress.Round, Rounds);
        return TimeSpan.Zero;
    }

    // While the second round is under way, that the first is over no longer matters.
    private static MaskingProgress Until(MaskingProgress progress, Guid after) => new() { Id = progress.Id, Rules = progress.Rules, Round = progress.Round, After = after };

    private MaskingProgress Ended(MaskingProgress progress) =>
        new() { Id = progress.Id, Rules = progress.Rules, Round = progress.Round + 1, RoundEndedAt = time.GetUtcNow().UtcDateTime };

    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "Personal data in answers of older versions are masked, round {Round} of {Rounds}")]
    private partial void LogRound(int round, int rounds);
}
