using Microsoft.Extensions.Logging;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Attachments;

/// <summary>Takes files away that no case came to name: whoever chose them never sent the form.</summary>
internal sealed partial class FileSweeper(ComplaintsStorage storage, AttachmentStore store, TimeProvider time, ILogger<FileSweeper> logger) : IWorker
{
    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly WorkLoop _loop = new("Taking away files without a case", time, logger);
    private readonly SweepLease _lease = new(storage.Database, "attachments", time);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(async token =>
    {
        if (await _lease.TryHoldAsync(token) && await store.SweepAsync(time.GetUtcNow(), token) is var removed and > 0) LogRemoved(removed);
        return Pause;
    }, stoppingToken);

    [LoggerMessage(EventId = 2403, Level = LogLevel.Information, Message = "{Files} files were taken away that no case named within a day")]
    private partial void LogRemoved(long files);
}
