using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Attachments;

/// <summary>
/// Has files looked at that came in while the antivirus did not answer. Replicas may do it at once: it comes to the same.
/// </summary>
internal sealed class FileChecker(
    UncheckedFiles waiting, AttachmentStore store, VirusScan scan, IOptions<AntivirusOptions> options, AttachmentTelemetry telemetry, TimeProvider time, ILogger<FileChecker> logger) : IWorker
{
    private const int AtATime = 20;

    /// <summary>How long it rests, also after the antivirus did not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly WorkLoop _loop = new("Having files looked at", time, logger);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(async token =>
    {
        // There will be nothing to do: a worker that returned would end the process.
        if (!options.Value.IsConfigured) return Timeout.InfiniteTimeSpan;
        foreach (var (id, file) in await waiting.FindAsync(AtATime, token))
        {
            // Its bytes went with an erasure: there is nothing to find in it.
            var state = await store.ReadAsync(file.Id, token) is { } bytes ? await scan.ScanAsync(bytes, token) : AttachmentState.Clean;
            if (state == AttachmentState.Unchecked) break;
            if (await waiting.TrySettleAsync(id, file.Id, state, token)) telemetry.Note(state);
            if (state == AttachmentState.Infected) await store.RemoveAsync(file.Id, token);
        }
        return Pause;
    }, stoppingToken);
}
