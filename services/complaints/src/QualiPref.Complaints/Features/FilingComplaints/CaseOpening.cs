using System.Globalization;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>What is known when a case is opened.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Number">Its number in the site and year.</param>
/// <param name="ReceivedOn">Local legal date of reception.</param>
/// <param name="Today">Local legal date of the site.</param>
/// <param name="Now">The instant.</param>
/// <param name="By">Name in the caller's token, empty for the public.</param>
/// <param name="Files">What was handed in with it.</param>
internal sealed record Opening(Guid Id, long Number, DateOnly ReceivedOn, DateOnly Today, DateTimeOffset Now, string By, IReadOnlyList<Attachment> Files)
{
    /// <summary>What an e-mail repeats of those before it.</summary>
    public string? Quoted { get; init; }
}

/// <summary>Makes a case of a filing.</summary>
internal static class CaseOpening
{
    /// <summary>The case, with its receipt when one is written at once.</summary>
    public static CaseDocument Open(Filing filing, Site site, AnswerPromise promise, DeliveryChoice choice, Opening opening)
    {
        var state = StateOf(filing, promise, opening);
        var reference = string.Create(CultureInfo.InvariantCulture, $"{site.Code}-{opening.ReceivedOn.Year:D4}-{opening.Number:D6}");
        var receipt = state.AcknowledgedOn is null ? null : ReceiptOf(reference, site, state, filing.Contact, opening) with { Deliveries = [choice.New(filing.Contact!, filing.Site, null, opening.Now, opening.By, isAtOnce: true)] };
        return new CaseDocument
        {
            Id = opening.Id,
            Version = 1,
            Reference = reference,
            TrackingCode = TrackingCodes.New(),
            Filing = new FilingDocument
            {
                Subject = filing.Subject,
                Text = filing.Text,
                Quoted = opening.Quoted,
                Contact = filing.Contact,
                Digest = filing.Digest(opening.Files),
                Receipt = receipt?.Body,
            },
            State = state,
            History = [FirstEntry(state, opening, receipt?.Id)],
            Letters = receipt is null ? [] : [receipt],
            Attachments = [.. opening.Files],
            Outbox = [CaseStates.Entry(opening.Id, 1, state)],
            OutboxSince = opening.Now.UtcDateTime,
        };
    }

    private static ComplaintCase StateOf(Filing filing, AnswerPromise promise, Opening opening)
    {
        var acknowledged = filing.Contact is not null && Channels.AcknowledgesAtOnce(filing.Channel);
        var received = new ComplaintCase
        {
            Site = filing.Site,
            Kind = filing.Kind,
            Channel = filing.Channel,
            Status = acknowledged ? CaseStatus.Acknowledged : CaseStatus.Received,
            Anonymous = filing.Contact is null,
            ReceivedOn = opening.ReceivedOn,
            AcknowledgedOn = acknowledged ? opening.Today : null,
            FirstStepOn = acknowledged ? opening.Today : null,
            Motive = filing.Motive,
            Module = filing.Module,
            Verdict = Verdict.Pending,
            DueOn = default,
            LegalDueOn = default,
            DueBasis = null!,
        };
        return promise.Due(received).Judged(promise);
    }

    private static Letter ReceiptOf(string reference, Site site, ComplaintCase state, Contact? contact, Opening opening) => new()
    {
        Id = Guid.CreateVersion7(opening.Now),
        Kind = Letter.Receipt,
        Subject = Receipts.Subject(reference, contact),
        Body = Receipts.Text(reference, site, state, contact),
        Language = Receipts.LanguageOf(contact),
        DatedOn = opening.Today,
        At = opening.Now.UtcDateTime,
        By = opening.By,
    };

    private static HistoryEntry FirstEntry(ComplaintCase state, Opening opening, Guid? receipt) => new()
    {
        Version = 1,
        Transition = "file",
        At = opening.Now.UtcDateTime,
        OccurredOn = opening.ReceivedOn,
        BackDated = false,
        By = opening.By,
        To = state.Status,
        Letter = receipt,
    };
}
