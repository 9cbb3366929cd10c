using MailKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.TakingMail;

/// <summary>
/// Looks into the mailboxes again and again, each by itself, so that one that does not answer keeps no other waiting. One replica looks into a mailbox at a time; two at once
/// would make nothing twice either.
/// </summary>
internal sealed partial class MailboxWorker(
    IOptions<MailboxesOptions> options, ComplaintsStorage storage, IServiceScopeFactory scopes, MailTelemetry telemetry, TimeProvider time, ILogger<MailboxWorker> logger) : IWorker
{
    // A worker that returned would end the process.
    public Task RunAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [.. options.Value.Mailboxes.Select(mailbox => LookAsync(mailbox, stoppingToken)), Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken)]);

    private Task LookAsync(MailboxOptions mailbox, CancellationToken stoppingToken)
    {
        var loop = new WorkLoop($"Taking in the mail of {mailbox.Site}", time, logger);
        var lease = new SweepLease(storage.Database, $"mailbox {mailbox.User} {mailbox.Host} {mailbox.Folder}", time);
        return loop.RunAsync(async token =>
        {
            if (!await lease.TryHoldAsync(token)) return options.Value.MailboxInterval;
            var isDone = false;
            try
            {
                isDone = await RoundAsync(mailbox, loop, lease, token);
            }
            finally
            {
                telemetry.NoteLook(mailbox.Site, isDone);
            }
            return options.Value.MailboxInterval;
        }, stoppingToken);
    }

    private async Task<bool> RoundAsync(MailboxOptions mailbox, WorkLoop loop, SweepLease lease, CancellationToken stoppingToken)
    {
        using var connection = await MailboxConnection.OpenAsync(mailbox, stoppingToken);
        var isDone = true;
        foreach (var id in await connection.ListAsync(stoppingToken))
        {
            if (!connection.IsConnected) throw new ServiceNotConnectedException($"The line to the mailbox of {mailbox.Site} broke.");
            if (!await lease.TryHoldAsync(stoppingToken)) return true;
            // What cannot be dealt with now stays, and keeps no other from its turn.
            isDone &= await loop.TryAsync("Taking an e-mail in", () => TakeAsync(mailbox, connection, id, stoppingToken), stoppingToken);
        }
        return isDone;
    }

    private async Task TakeAsync(MailboxOptions mailbox, MailboxConnection connection, UniqueId id, CancellationToken stoppingToken)
    {
        if (await connection.FetchAsync(id, stoppingToken) is not { } fetched || await OutcomeOfAsync(mailbox, fetched, stoppingToken) is not { } outcome) return;
        await connection.MoveAsync(id, outcome, stoppingToken);
        telemetry.Note(outcome);
        if (outcome == MailOutcome.Limit) LogLimit(options.Value.MailsOfAnAddress, mailbox.Site, MailFolders.Limit);
    }

    private async Task<MailOutcome?> OutcomeOfAsync(MailboxOptions mailbox, FetchedMail fetched, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        // A new catalogue may be on its way to this replica.
        if (!scope.ServiceProvider.GetRequiredService<Catalogue>().TryGetSite(mailbox.Site, out _)) throw RollOut.NotYet(Unknown(mailbox.Site));
        try
        {
            return await scope.ServiceProvider.GetRequiredService<MailTaking>().TakeAsync(fetched, mailbox.Site, stoppingToken);
        }
        // What the database or the moment refuses says nothing of the e-mail: it stays for the next look.
        catch (Exception exception) when (exception is not (OperationCanceledException or ProblemException or MongoException) && !StorageFaults.IsOutage(exception))
        {
            // Its message may hold what a person wrote.
            LogUnreadable(mailbox.Site, MailFolders.Unreadable, exception.GetType().Name);
            return MailOutcome.Unreadable;
        }
    }

    private static Words Unknown(string site) => new($"Le site {site} d'une boîte aux lettres n'est pas au catalogue.", $"The site {site} of a mailbox is not in the catalogue.");

    [LoggerMessage(EventId = 4301, Level = LogLevel.Warning, Message = "An e-mail in the mailbox of {Site} could not be taken in and is in its folder {Folder} now: {Fault}")]
    private partial void LogUnreadable(string site, string folder, string fault);

    [LoggerMessage(EventId = 4302, Level = LogLevel.Warning, Message = "More than {Most} e-mails of one address came into the mailbox of {Site} within 24 hours, or more than their case takes; a further one is in its folder {Folder}")]
    private partial void LogLimit(int most, string site, string folder);
}
