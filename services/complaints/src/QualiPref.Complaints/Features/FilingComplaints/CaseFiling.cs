using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>Makes and stores the case of a filing, whether a form or an e-mail brought it.</summary>
internal sealed class CaseFiling(CaseStore cases, SitePromises promises, Catalogue catalogue, DeliveryChoice choice, TimeProvider time)
{
    /// <summary>Stores the case, or finds the one that has this id already, whatever its content. Two round trips.</summary>
    /// <param name="filing">What is filed; its site is in the catalogue.</param>
    /// <param name="id">Id of the case.</param>
    /// <param name="files">What was handed in with it.</param>
    /// <param name="receivedOn">Local legal date of reception; today when null.</param>
    /// <param name="by">Name in the caller's token, empty for the public.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="quoted">What an e-mail repeats of those before it.</param>
    public async Task<CaseDocument> FileAsync(
        Filing filing, Guid id, IReadOnlyList<Attachment> files, DateOnly? receivedOn, string by, CancellationToken cancellationToken, string? quoted = null)
    {
        var today = promises.Today(filing.Site);
        var received = receivedOn ?? today;
        var number = await cases.NextNumberAsync(filing.Site, received.Year, cancellationToken);
        catalogue.TryGetSite(filing.Site, out var site);
        var opening = new Opening(id, number, received, today, time.GetUtcNow(), by, files) { Quoted = quoted };
        var document = CaseOpening.Open(filing, site!, promises.Of(filing.Site), choice, opening);
        if (await cases.TryCreateAsync(document, cancellationToken)) return document;
        // The same filing came in at the same moment and was first.
        return await cases.FindAsync(id, cancellationToken)
            ?? throw new InvalidOperationException($"Case {id} meets an existing reference: the counter of {filing.Site} was set back.");
    }
}
