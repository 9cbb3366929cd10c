using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.TakingMessages;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.TakingMail;

/// <summary>
/// Makes of an e-mail what it is: a case, a message of a case, the failure of a letter, or nothing that anybody waits for. It is written before the e-mail is moved, and
/// under an id that the e-mail itself gives: taken again after a death in between, or by two at once, it makes nothing further.
/// </summary>
internal sealed class MailTaking(
    CaseStore cases, MessageStore messages, CaseFiling filings, MessageIntake intake, MailFiles files, SitePromises promises, Catalogue catalogue, IOptions<MailOptions> mail,
    IOptions<MailboxesOptions> mailboxes, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private static readonly DeliveryState[] MayBounce = [DeliveryState.HandedOver, DeliveryState.Uncertain];

    /// <summary>Takes one e-mail in.</summary>
    /// <param name="fetched">The e-mail as it was fetched.</param>
    /// <param name="site">Code of the site that it is for.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What became of it; null when it has to be looked at again later.</returns>
    public async Task<MailOutcome?> TakeAsync(FetchedMail fetched, string site, CancellationToken cancellationToken)
    {
        using var message = fetched.Read();
        if (DeliveryReport.Of(message) is { } report && await messages.FindByDeliveriesAsync(report.Deliveries, cancellationToken) is { } failed)
        {
            return await NoteFailureAsync(failed, report, cancellationToken);
        }
        if (AutomaticMail.Is(message, OwnAddresses())) return MailOutcome.Automatic;
        var received = ReceivedMail.Of(message, fetched.Left);
        var named = await FindCasesAsync(received, cancellationToken);
        // What was erased with its case does not come back because its e-mail lies there again.
        if (named.Any(one => one.ErasedMessages is { } erased && received.IdsIn(one.Reference).Any(erased.Contains))) return MailOutcome.Message;
        // A case that was erased takes nothing: who writes again writes anew.
        return named.FirstOrDefault(one => one.Erased is null) is { } document
            ? await AddAsync(received, document, cancellationToken)
            : await FileAsync(received, site, fetched.ArrivedAt, cancellationToken);
    }

    private async Task<MailOutcome?> NoteFailureAsync(CaseDocument document, DeliveryReport report, CancellationToken cancellationToken)
    {
        // One that was sent again stands no more, and has nothing to be noted of.
        var delivery = document.Letters.Select(letter => letter.Delivery).FirstOrDefault(one => one is not null && report.Deliveries.Contains(one.Id));
        if (delivery is null) return MailOutcome.Bounce;
        // The report overtook what is written of the handing over.
        if (delivery.State == DeliveryState.HandingOver) return null;
        // Of one that was erased nothing is noted any more.
        if (document.Erased is not null || !MayBounce.Contains(delivery.State)) return MailOutcome.Bounce;
        var bounced = delivery.After(DeliveryState.Bounced, time.GetUtcNow().UtcDateTime, DeliveryEvent.System, report.Fault);
        return await cases.TryReplaceAsync(document.Id, delivery, bounced, null, cancellationToken) ? MailOutcome.Bounce : null;
    }

    // An answer names our letter, and only who has it knows its number. A reference stands on every letter and receipt: it takes an address that the case knows beside it.
    private async Task<IReadOnlyList<CaseDocument>> FindCasesAsync(ReceivedMail received, CancellationToken cancellationToken)
    {
        var named = new List<CaseDocument>();
        if (await messages.FindByDeliveriesAsync(received.Answers, cancellationToken) is { } answered) named.Add(answered);
        foreach (var reference in received.References)
        {
            if (await messages.FindByReferenceAsync(reference, cancellationToken) is { } one && (one.Erased is not null || Knows(one, received.From))) named.Add(one);
        }
        return named;
    }

    private static bool Knows(CaseDocument document, string? address) => address is not null
        && document.Letters.SelectMany(letter => letter.Deliveries).Where(delivery => delivery.Way == DeliveryWay.Email).Select(delivery => delivery.To)
            .Concat(document.Messages.Select(message => message.From)).Append(document.Filing.Contact?.Email)
            .Contains(address, StringComparer.OrdinalIgnoreCase);

    private async Task<MailOutcome> AddAsync(ReceivedMail received, CaseDocument document, CancellationToken cancellationToken)
    {
        foreach (var id in received.IdsIn(document.Reference))
        {
            if (document.Messages.Find(one => one.Id == id) is { } known)
            {
                if (received.Is(known.Subject, known.Text, known.From)) return MailOutcome.Message;
                continue;
            }
            if (document.Messages.Count >= PersonMessage.MostOfACase || await IsOverLimitAsync(received, cancellationToken)) return MailOutcome.Limit;
            var taken = await files.TakeAsync(document.Id, received, cancellationToken);
            await intake.AddAsync(document, MessageOf(received, id, taken.Notes), taken.Files, cancellationToken);
            return MailOutcome.Message;
        }
        return MailOutcome.Message;
    }

    private async Task<MailOutcome> FileAsync(ReceivedMail received, string site, DateTimeOffset? arrivedAt, CancellationToken cancellationToken)
    {
        foreach (var id in received.IdsIn(site))
        {
            if (await cases.FindAsync(id, cancellationToken) is { } known)
            {
                // What was erased does not come back because its e-mail lies there again.
                if (known.Erased is not null || received.Is(known.Filing.Subject, known.Filing.Text, known.Filing.Contact?.Email)) return MailOutcome.Case;
                continue;
            }
            if (await IsOverLimitAsync(received, cancellationToken)) return MailOutcome.Limit;
            var taken = await files.TakeAsync(id, received, cancellationToken);
            var filing = new Filing(id, site, Kinds.Complaint, Channels.Email, null, received.Subject, received.With(taken.Notes), null, null, received.Contact, [.. taken.Files.Select(file => file.Id)]);
            await filings.FileAsync(filing, id, taken.Files, ReceptionAt(site, arrivedAt), "", cancellationToken, received.Quoted);
            return MailOutcome.Case;
        }
        return MailOutcome.Case;
    }

    private async Task<bool> IsOverLimitAsync(ReceivedMail received, CancellationToken cancellationToken) => received.From is { } from
        && await messages.CountFromAsync(from, time.GetUtcNow().UtcDateTime - Day, cancellationToken) >= mailboxes.Value.MailsOfAnAddress;

    // The day on which the server took it: what its sender says of the day is not asked.
    private DateOnly? ReceptionAt(string site, DateTimeOffset? arrivedAt)
    {
        if (arrivedAt is not { } at || !catalogue.TryGetSite(site, out var place)) return null;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, place.TimeZone).DateTime);
        return day >= Earliest && day <= promises.Today(site) ? day : null;
    }

    private PersonMessage MessageOf(ReceivedMail received, Guid id, string notes) => new()
    {
        Id = id,
        At = time.GetUtcNow().UtcDateTime,
        Channel = Channels.Email,
        Subject = received.Subject,
        Text = received.With(notes) ?? "",
        Quoted = received.Quoted,
        From = received.From,
        Unread = true,
    };

    private List<string> OwnAddresses() =>
        [.. new[] { mail.Value.From, mail.Value.ReplyTo }.Concat(mailboxes.Value.Mailboxes.Select(one => one.User)).OfType<string>().Where(one => one.Contains('@', StringComparison.Ordinal))];
}
