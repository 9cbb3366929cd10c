using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SharingCases;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SendingLetters;

/// <summary>Writes letters that are no step of their case, and sends letters again.</summary>
internal sealed class Writing(CaseStore cases, DeliveryChoice choice, SitePromises promises, TimeProvider time)
{
    // Two round trips.
    public async Task<Ok<CaseView>> WriteAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var written = WrittenLetter.Read(await FieldsAsync(context.Request, cancellationToken));
        var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        var now = time.GetUtcNow();
        var letter = new Letter
        {
            Id = written.Id ?? Guid.CreateVersion7(now),
            Kind = Letter.OfItsOwn,
            Subject = written.Subject,
            Body = written.Body,
            DatedOn = promises.Today(document.State.Site),
            At = now.UtcDateTime,
            By = caller.Name,
            Deliveries = [choice.New(ContactOf(document), document.State.Site, written.Way, now, caller.Name)],
        };
        var audit = context.EntryOf(document, letter.Id);
        if (document.Letters.Find(one => one.Id == letter.Id) is { } known)
        {
            if ((known.Kind, known.Subject, known.Body) != (letter.Kind, letter.Subject, letter.Body)) throw new ProblemException(new Problem(ComplaintsProblems.OtherContent));
            return context.Answer(document, promises);
        }
        if (!await cases.TryAddLetterAsync(id, letter, KeepingDrafts.OwnerOf(context), audit, cancellationToken))
        {
            // The same letter came in at the same moment, or the last place was taken.
            document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
            if (document.Letters.TrueForAll(one => one.Id != letter.Id)) throw new ProblemException(new Problem(ComplaintsProblems.LettersFull));
            return context.Answer(document, promises);
        }
        document.Letters.Add(letter);
        return context.Answer(document, promises);
    }

    // Two round trips.
    public async Task<Ok<CaseView>> SendAgainAsync(Guid id, Guid letter, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var wanted = AnotherWay.Read(await FieldsAsync(context.Request, cancellationToken));
        var (document, written) = await cases.RequireLetterAsync(id, letter, caller, cancellationToken);
        written.RequireIn(Delivery.NotArrived);
        var contact = ContactOf(document);
        if (wanted.To is { } to) contact = wanted.Way == DeliveryWay.Email ? contact with { Email = FilingReader.RequireAddress(to) } : contact with { PostalAddress = to };
        var again = choice.New(contact, document.State.Site, wanted.Way, time.GetUtcNow(), caller.Name);
        if (!await cases.TrySendAgainAsync(id, written, again, context.EntryOf(document, letter), cancellationToken)) throw DeliveryProblems.Forbids(written);
        return context.Answer(document.With(written with { Deliveries = [.. written.Deliveries, again] }), promises);
    }

    private static Contact ContactOf(CaseDocument document) => document.Filing.Contact ?? throw new ProblemException(new Problem(ComplaintsProblems.Anonymous));

    private static async Task<JsonFields> FieldsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        return new JsonFields(body.RootElement.Clone(), new FieldErrors());
    }
}
