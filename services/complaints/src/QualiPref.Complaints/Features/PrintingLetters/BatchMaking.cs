using Microsoft.AspNetCore.Http;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Printing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.PrintingLetters;

/// <summary>
/// Puts letters into a batch and says what becomes of them. A letter is in the batch that its own delivery names, put there by an update that only meets a letter that
/// still waits: two batches never print the same letter, and what a death interrupted goes on where the same call comes again.
/// </summary>
internal sealed class BatchMaking(HttpContext context, CaseStore cases, PrintStore prints, TimeProvider time)
{
    /// <summary>Most letters of a batch: a pile that one person folds.</summary>
    public const int MostLetters = 200;

    /// <summary>Makes a batch of what waits at a site, the oldest first, or goes on with it. Some round trips, and one for each letter.</summary>
    /// <exception cref="ProblemException">409: nothing waits that can be printed; 422: the id is another site's.</exception>
    public async Task<PrintBatchView> MakeAsync(Guid id, Site site, CancellationToken cancellationToken)
    {
        var batch = await prints.FindAsync(id, cancellationToken);
        if (batch is not null && batch.Site != site.Code) throw new ProblemException(new Problem(CommonProblems.KeyReused));
        context.DidNothing();
        if (batch is { Letters: not null }) return await ViewAsync(batch, cancellationToken);

        var head = batch?.Head ?? Letterheads.Of(site);
        var waiting = await WaitingAsync(site, cancellationToken);
        var printable = new List<PostalLetter>();
        foreach (var letter in waiting)
        {
            var fault = CodeOf(LetterPdf.FaultOf(letter.ToPrint(), head));
            if (fault is null) printable.Add(letter);
            // Handlers see it at the letter, and whoever prints sees it on the list.
            if (fault is not null && fault != letter.Delivery.Fault) await ChangeAsync(letter, letter.Delivery.After(DeliveryState.ToPrint, Now, DeliveryEvent.System, fault), audit: null);
        }
        if (printable.Count == 0 && batch is null) throw new ProblemException(new Problem(ComplaintsProblems.NothingToPrint));

        batch ??= await prints.AddOrFindAsync(
            new PrintBatchDocument { Id = id, Site = site.Code, MadeAt = Now, MadeBy = Caller.Of(context).Name, Head = head }, cancellationToken);
        foreach (var letter in printable)
            await ChangeAsync(letter, letter.Delivery.After(DeliveryState.Printed, Now, Caller.Of(context).Name) with { Batch = id }, EntryOf(letter, batch));
        var taken = await LettersOfAsync(id, cancellationToken);
        await prints.CompleteAsync(id, taken.Count, cancellationToken);
        // Somebody else's batch took them all in the same moment.
        if (taken.Count == 0) throw new ProblemException(new Problem(ComplaintsProblems.NothingToPrint));
        return PrintBatchView.Of(batch with { Letters = taken.Count }, taken);

        // Not cancelled with the request: a batch is whole or gone on with, and this is short.
        Task<bool> ChangeAsync(PostalLetter letter, Delivery after, AuditEntry? audit) =>
            cases.TryReplaceAsync(letter.Document.Id, letter.Delivery, after, audit, CancellationToken.None);
    }

    /// <summary>Says that the printed letters of a batch were given to the post; what came back since then stays as it is. One round trip for each letter.</summary>
    public async Task<PrintBatchView> PostAsync(PrintBatchDocument batch, CancellationToken cancellationToken)
    {
        if (batch.Letters is null) throw new ProblemException(new Problem(ComplaintsProblems.DeliveryForbids));
        context.DidNothing();
        var by = Caller.Of(context).Name;
        foreach (var letter in await LettersOfAsync(batch.Id, cancellationToken))
        {
            if (letter.Delivery.State == DeliveryState.Printed)
                await cases.TryReplaceAsync(letter.Document.Id, letter.Delivery, letter.Delivery.After(DeliveryState.Posted, Now, by), EntryOf(letter, batch), cancellationToken);
        }
        await prints.MarkPostedAsync(batch.Id, Now, by, cancellationToken);
        return await ViewAsync(await prints.FindAsync(batch.Id, cancellationToken) ?? batch, cancellationToken);
    }

    /// <summary>The batch with its letters.</summary>
    public async Task<PrintBatchView> ViewAsync(PrintBatchDocument batch, CancellationToken cancellationToken) =>
        PrintBatchView.Of(batch, await LettersOfAsync(batch.Id, cancellationToken));

    /// <summary>The letters of a batch in the order of printing. One round trip.</summary>
    public async Task<IReadOnlyList<PostalLetter>> LettersOfAsync(Guid batch, CancellationToken cancellationToken) =>
        PostalLetter.Of(await prints.CasesOfAsync(batch, cancellationToken), delivery => delivery.Batch == batch);

    // To the millisecond, as it is stored: the first answer and a repeat are the same.
    private DateTime Now => new(time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    // First without the texts, since there may be many more than a batch takes.
    private async Task<IReadOnlyList<PostalLetter>> WaitingAsync(Site site, CancellationToken cancellationToken)
    {
        static bool Waits(Delivery delivery) => delivery.State == DeliveryState.ToPrint;
        List<PostalLetter> oldest = [.. PostalLetter.Of(await prints.WaitingAsync([site.Code], cancellationToken), Waits).OrderBy(one => one.Delivery.Fault is not null).Take(MostLetters)];
        var wanted = oldest.Select(one => one.Delivery.Id).ToHashSet();
        var read = await prints.ReadAsync(oldest.Select(one => one.Document.Id).Distinct(), cancellationToken);
        return PostalLetter.Of(read, delivery => Waits(delivery) && wanted.Contains(delivery.Id));
    }

    private AuditEntry EntryOf(PostalLetter letter, PrintBatchDocument batch) =>
        context.Entry(AuditSubject.Of("case", letter.Document.Id), [batch.Site], ("batch", batch.Id.ToString()));

    private static string? CodeOf(PrintFault? fault) => fault switch
    {
        null => null,
        PrintFault.AddressMissing => DeliveryFaults.AddressMissing,
        PrintFault.AddressTooLong => DeliveryFaults.AddressTooLong,
        PrintFault.Writing => DeliveryFaults.Unprintable,
        PrintFault.TooManyPages => DeliveryFaults.TooManyPages,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
