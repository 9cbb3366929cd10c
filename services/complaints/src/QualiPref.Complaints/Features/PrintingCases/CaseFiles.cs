using System.Globalization;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Printing;
using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.PrintingCases;

/// <summary>What becomes of a file of a case in its document.</summary>
/// <param name="File">The file.</param>
/// <param name="Enclosed">As it goes with the document; null where it is set apart.</param>
/// <param name="Photo">As it is drawn; null where it is not.</param>
/// <param name="Words">In words.</param>
internal sealed record CaseFile(Attachment File, EnclosedFile? Enclosed, PrintedPhoto? Photo, string Words)
{
    private const int Megabyte = 1024 * 1024;

    // Held in memory, twice while the document is written.
    private const long MostBytes = 40 * Megabyte;

    /// <summary>Reads the files of a case, as many as its document takes. Two round trips for each.</summary>
    public static async Task<IReadOnlyList<CaseFile>> ReadAsync(CaseDocument document, AttachmentStore store, CancellationToken cancellationToken)
    {
        var (files, room) = (new List<CaseFile>(document.Attachments.Count), MostBytes);
        foreach (var file in document.Attachments)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{files.Count + 1:00}-{file.Name}");
            files.Add(file.State switch
            {
                AttachmentState.Unchecked => Apart(file, "l'antivirus ne l'a pas encore contrôlé"),
                AttachmentState.Infected => Apart(file, "l'antivirus y a reconnu un logiciel malveillant, et il est supprimé"),
                _ when file.Bytes > room => Apart(file, $"les fichiers joints à ce document ne dépassent pas {MostBytes / Megabyte} Mo ensemble"),
                _ => await store.ReadAsync(file.Id, cancellationToken) is { } content ? Taken(file, name, content) : Apart(file, "il n'est plus conservé"),
            });
            if (files[^1].Enclosed is { } taken) room -= taken.Content.Length;
        }
        return files;
    }

    private static CaseFile Apart(Attachment file, string why) => new(file, null, null, $"remis à part : {why}");

    private static CaseFile Taken(Attachment file, string name, byte[] content)
    {
        var photo = file.MediaType == FileKind.Jpeg.MediaType && BlockPdf.CanDraw(content) ? new PrintedPhoto($"Pièce jointe : {name}", content) : null;
        return new CaseFile(file, new EnclosedFile(name, content), photo, photo is null ? "joint tel quel à ce document PDF" : "reproduit à la fin, et joint tel quel à ce document PDF");
    }
}
