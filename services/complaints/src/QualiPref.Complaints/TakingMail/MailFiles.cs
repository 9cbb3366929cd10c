using System.Globalization;
using System.Text;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.TakingMail;

/// <summary>What was taken over of an e-mail's files.</summary>
/// <param name="Files">Those that are stored, for the case to name.</param>
/// <param name="Notes">Those that are not, in words; empty without any.</param>
internal sealed record TakenFiles(IReadOnlyList<Attachment> Files, string Notes);

/// <summary>Takes the files of e-mails over, as those of forms are, and says of each that is not taken why, and where it still is.</summary>
internal sealed class MailFiles(AttachmentIntake intake)
{
    private const int LongestName = 120, MostFiles = 50, MostNotes = 10;

    private const string WholeText = "courriel.txt", WhereItIs = $"L'original est dans la boîte aux lettres, dossier « {MailFolders.Done} ».";

    /// <summary>Stores the files of an e-mail for a case, and its text too where the case cannot hold all of it.</summary>
    public async Task<TakenFiles> TakeAsync(Guid caseId, ReceivedMail mail, CancellationToken cancellationToken)
    {
        var (files, notes) = (new List<Attachment>(), new List<string>());
        if (mail.IsCut)
        {
            var isKept = mail.Uncut is { } whole && await StoreAsync(WholeText, Encoding.UTF8.GetBytes(whole)) is null;
            notes.Add($"[Ce courriel est plus long que ce qui peut être montré ici. {(isKept ? $"Son texte entier est joint : {WholeText}." : WhereItIs)}]");
        }
        foreach (var part in mail.Files.Take(MostFiles))
        {
            using var content = new MemoryStream();
            await part.Content!.DecodeToAsync(content, cancellationToken);
            if (await StoreAsync(part.FileName, content.ToArray()) is { } reason) notes.Add(NoteOf(part.FileName, content.Length, reason));
        }
        notes.AddRange(mail.Files.Skip(MostFiles).Select(part => NoteOf(part.FileName, null, null)));
        notes.AddRange(mail.Left.Select(file => NoteOf(file.Name, file.Bytes, null)));
        if (notes.Count > MostNotes) notes = [.. notes.Take(MostNotes), $"[{notes.Count - MostNotes} autres pièces jointes non reprises. {WhereItIs}]"];
        return new TakenFiles(files, string.Join('\n', notes));

        async Task<string?> StoreAsync(string? name, byte[] content)
        {
            var taking = await intake.TakeAsync(new NewFile(caseId, name, content, AttachmentSource.Mail), cancellationToken);
            if (taking is Taking.Refused refused) return refused.Reason.Title.French;
            var stored = ((Taking.Stored)taking).Attachment;
            if (files.TrueForAll(one => one.Id != stored.Id)) files.Add(stored);
            return null;
        }
    }

    private static string NoteOf(string? name, long? bytes, string? reason)
    {
        var shown = MailText.OneLine(name, LongestName) is { Length: > 0 } named ? named : "sans nom";
        var size = bytes is { } length ? $" ({SizeOf(length)})" : "";
        return $"[Pièce jointe non reprise : « {shown} »{size}. {(reason is null ? "" : $"{reason} ")}{WhereItIs}]";
    }

    private static string SizeOf(long bytes) => bytes >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e6)} Mo")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e3)} ko");
}
