using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ErasingComments;

/// <summary>
/// Takes the words of comments away whose time is over, and those in what could not be read, at start and every hour, one replica at a time. All that is due is one act in the audit log, which is there before the first
/// word goes; what a death leaves behind is due again, and an act of its own.
/// </summary>
internal sealed partial class CommentEraser(
    CommentStore comments, SurveysStorage storage, [FromKeyedServices(SurveysModule.ServiceName)] AuditLog audit, IOptions<CommentOptions> options, TimeProvider time,
    ILogger<CommentEraser> logger) : IWorker
{
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);
    private static readonly TimeSpan WhileAnotherDoes = TimeSpan.FromSeconds(10);
    private static readonly AuditAct Erased = new(AuditKinds.Correction, "comment.eraseByRule");

    private readonly SweepLease _lease = new(storage.Database, "erase-comments", time);
    private readonly WorkLoop _loop = new("Erasing comments whose time is over", time, logger);

    public Task RunAsync(CancellationToken stoppingToken) =>
        options.Value.KeptMonths is { } months ? _loop.RunAsync(token => EraseDueAsync(months, token), stoppingToken) : Task.Delay(Timeout.Infinite, stoppingToken);

    private async Task<TimeSpan> EraseDueAsync(int months, CancellationToken cancellationToken)
    {
        var before = CommentOptions.FirstKept(time.GetUtcNow(), months);
        if (!await _lease.TryHoldAsync(cancellationToken)) return WhileAnotherDoes;
        var due = await comments.CountKeptAsync(null, before, cancellationToken);
        if (due == 0) return Pace;
        await audit.AppendAsync(EntryOn(before, due), cancellationToken);
        while (await comments.EraseSomeAsync(before, time.GetUtcNow().UtcDateTime, cancellationToken) && await _lease.TryHoldAsync(cancellationToken)) { }
        while (await comments.EraseSomeUnreadAsync(before, cancellationToken) && await _lease.TryHoldAsync(cancellationToken)) { }
        LogErased(due, before);
        return Pace;
    }

    private AuditEntry EntryOn(DateOnly before, long due) => AuditEntry.Of(
        Erased, new AuditActor("service", SurveysModule.ServiceName), AuditSubject.Of("comment", Array.Empty<Guid>()), time.GetUtcNow(), null,
        ("before", before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("comments", due.ToString(CultureInfo.InvariantCulture)));

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "The words of {Comments} comments of before {Before} are erased: their time is over")]
    private partial void LogErased(long comments, DateOnly before);
}
