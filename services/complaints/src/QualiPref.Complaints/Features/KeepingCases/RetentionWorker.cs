using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>
/// Carries decisions on eliminations out, and once a day makes those that a lasting decision covers. Where many cases are due at once, nothing is erased until a person
/// has confirmed their number.
/// </summary>
internal sealed partial class RetentionWorker(
    ComplaintsStorage storage, RetentionStore retention, SlipBell bell, LastLook last, IServiceScopeFactory scopes, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionWorker> logger) : IWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Whoever held the chore may have died in the midst of it.
    private static readonly TimeSpan PauseOfOthers = TimeSpan.FromSeconds(5);

    private static readonly AuditAct Act = new(AuditKinds.Decision, "retention.run");
    private static readonly AuditActor Service = new("service", ComplaintsModule.ServiceName);

    private readonly WorkLoop _loop = new("Erasing what was kept long enough", time, logger);
    private readonly SweepLease _lease = new(storage.Database, "retention", time);
    private DateOnly? _lookedOn;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(async token =>
    {
        var isMine = await _lease.TryHoldAsync(token);
        if (isMine)
        {
            await using var scope = scopes.CreateAsyncScope();
            await LookAsync(scope.ServiceProvider, token);
            var elimination = scope.ServiceProvider.GetRequiredService<Elimination>();
            foreach (var slip in await retention.RunningAsync(token)) await elimination.CarryOutAsync(slip, token);
        }
        await RestAsync(isMine ? Pause : PauseOfOthers, token);
        return TimeSpan.Zero;
    }, stoppingToken);

    private async Task LookAsync(IServiceProvider services, CancellationToken token)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_lookedOn == today || options.Value.Decision is not { Length: > 0 } decision) return;
        var elimination = services.GetRequiredService<Elimination>();
        List<string> sites = [.. services.GetRequiredService<Catalogue>().Sites.Select(site => site.Code)];
        var due = await retention.CountAsync(elimination.Kinds(), sites, token);
        foreach (var site in due.Where(one => !one.Held).GroupBy(one => one.Site))
        {
            var cases = site.Sum(one => one.Cases);
            if (options.Value.NeedsPerson(cases, await retention.CountKeptAsync(site.Key, token)))
            {
                LogStopped(cases, site.Key);
                continue;
            }
            var slip = elimination.Decide(null, site.Key, cases, DeliveryEvent.System, decision);
            await retention.TryBeginAsync(slip, AuditEntry.Of(Act, Service, AuditSubject.Of("slip", slip.Id), time.GetUtcNow(), [site.Key]), token);
        }
        _lookedOn = today;
        last.Note();
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(Task.Delay(pause, time, ends.Token), bell.RungAsync(ends.Token));
        await ends.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(EventId = 2411, Level = LogLevel.Warning,
        Message = "{Cases} cases of {Site} were kept long enough, more than are erased without a person: nothing was erased; look at the preview and confirm their number")]
    private partial void LogStopped(long cases, string site);
}
