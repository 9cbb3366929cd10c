using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.PrintingLetters;

/// <summary>What waits to be printed, by site; sites with nothing are left out.</summary>
internal sealed record LettersToPrint(IReadOnlyList<SiteToPrint> Sites);

/// <summary>What waits at a site.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Waiting">Letters that the next batches take.</param>
/// <param name="Held">Letters that the last batch could not take; each says why.</param>
internal sealed record SiteToPrint(string Site, int Waiting, IReadOnlyList<HeldLetter> Held);

/// <summary>A letter that cannot be printed as it is: its handler takes it back and writes another, or brings it.</summary>
/// <param name="Complaint">Id of its case.</param>
/// <param name="Reference">Reference of its case.</param>
/// <param name="Letter">Its id.</param>
/// <param name="Fault"><c>addressMissing</c>, <c>addressTooLong</c>, <c>unprintable</c> or <c>tooManyPages</c>.</param>
internal sealed record HeldLetter(Guid Complaint, string Reference, Guid Letter, string Fault);

/// <summary>A batch in the list.</summary>
internal sealed record PrintBatchSummary(Guid Id, string Site, DateTime MadeAt, string MadeBy, int? Letters, DateTime? PostedAt, string? PostedBy)
{
    public static PrintBatchSummary Of(PrintBatchDocument batch) =>
        new(batch.Id, batch.Site, batch.MadeAt, batch.MadeBy, batch.Letters, batch.PostedAt, batch.PostedBy);
}

/// <summary>The batches of one's sites, the newest first.</summary>
internal sealed record PrintBatchList(IReadOnlyList<PrintBatchSummary> Items);

/// <summary>
/// A batch with its letters in the order of printing. <c>letters</c> is how many it has; null where putting them into it was interrupted: the same call with its id goes on.
/// </summary>
internal sealed record PrintBatchView(
    Guid Id, string Site, DateTime MadeAt, string MadeBy, int? Letters, DateTime? PostedAt, string? PostedBy, IReadOnlyList<PrintedLetter> Items)
{
    public static PrintBatchView Of(PrintBatchDocument batch, IEnumerable<PostalLetter> letters) => new(
        batch.Id, batch.Site, batch.MadeAt, batch.MadeBy, batch.Letters, batch.PostedAt, batch.PostedBy,
        [.. letters.Select(one => new PrintedLetter(one.Document.Id, one.Document.Reference, one.Letter.Id, one.Delivery.State))]);
}

/// <summary>A letter of a batch and how far it is.</summary>
internal sealed record PrintedLetter(Guid Complaint, string Reference, Guid Letter, DeliveryState State);
